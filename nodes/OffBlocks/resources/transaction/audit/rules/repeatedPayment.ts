import { count } from '../../../card/audit/cardFacts';
import { paid } from '../payment';
import type { Noticed, Payment, SequenceRule } from '../types';

const MINUTE = 60_000;

/** The same amount at the same merchant twice within minutes: charged twice, or a terminal that somebody tries. */
export const repeatedPayment: SequenceRule = {
	kind: 'sequence',
	name: 'repeatedPayment',
	title: 'Same Payment Twice',
	description: 'The same amount at the same merchant twice within this many minutes',
	severity: 'medium',
	threshold: { label: 'Minutes', usual: 10, min: 1, max: 10_080 },
	by: 'card',
	*judge(payments, minutes) {
		const found: Noticed[] = [];
		const last = new Map<string, Payment>();
		for (const payment of payments) {
			yield;
			const { transaction, debit, undone, at } = payment;
			// What was reversed is settled already.
			if (!debit || undone || Number.isNaN(at)) continue;
			const { merchant, merchantCurrency, merchantAmount } = transaction;
			const key = `${merchant?.id}\n${merchantCurrency}\n${merchantAmount}`;
			const before = last.get(key);
			last.set(key, payment);
			if (!before || at - before.at > minutes * MINUTE) continue;
			const apart = Math.round((at - before.at) / MINUTE);
			found.push({
				payment,
				message: `${paid(payment)} twice within ${apart ? count(apart, 'minute') : 'a minute'}`,
				since: at,
				occurrence: transaction.id,
				transactionIds: [before.transaction.id, transaction.id],
			});
		}
		return found;
	},
};
