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
		const isNear = (one: Payment, other: Payment | undefined) =>
			other !== undefined && Math.abs(one.at - other.at) <= minutes * MINUTE;
		for (const [place, payment] of payments.entries()) {
			yield;
			const { transaction, debit, undone, at } = payment;
			// Most payments have none near them, and need no key.
			if (!isNear(payment, payments[place - 1]) && !isNear(payment, payments[place + 1])) continue;
			// What was reversed is settled already.
			if (!debit || undone) continue;
			const { merchant, merchantCurrency, merchantAmount } = transaction;
			const key = `${merchant?.id}\n${merchantCurrency}\n${merchantAmount}`;
			const before = last.get(key);
			last.set(key, payment);
			if (!before || !isNear(payment, before)) continue;
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
