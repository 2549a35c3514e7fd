import { Sum } from '../../../../shared/Sum';
import type { Period } from '../../../../shared/periods';
import { exceeds, type Limits } from '../limits';
import { moneyIn } from '../payment';
import type { Noticed, Owner, Payment, SequenceRule } from '../types';

const NAMES: Record<Period, { name: string; title: string }> = {
	day: { name: 'spentInDay', title: 'Spent Too Much in a Day' },
	week: { name: 'spentInWeek', title: 'Spent Too Much in a Week' },
	month: { name: 'spentInMonth', title: 'Spent Too Much in a Month' },
};

interface Spent {
	sum: Sum;
	/** The payment by which the limit was exceeded. */
	over?: Payment;
	last: Payment;
}

/**
 * More spent in a calendar day, week or month than a limit, in each currency by itself. Payments that were reversed
 * do not count; refunds are not taken off.
 */
export function spent(period: Period, by: Owner, limits: Limits): SequenceRule {
	return {
		kind: 'sequence',
		...NAMES[period],
		description: `More was spent in a ${period} than this amount`,
		severity: 'high',
		by,
		*judge(payments, _, { periods }) {
			const sums = new Map<string, Spent>();
			for (const payment of payments) {
				yield;
				const { transaction, debit, undone, at } = payment;
				const { amount, currency } = transaction;
				if (!debit || undone || Number.isNaN(at)) continue;
				const key = `${periods.of(at, period)} ${currency}`;
				let entry = sums.get(key);
				if (!entry) sums.set(key, (entry = { sum: new Sum(), last: payment }));
				if (!entry.sum.add(amount)) continue;
				entry.last = payment;
				if (!entry.over && exceeds(limits, entry.sum, currency)) {
					entry.over = payment;
				}
			}
			return [...sums].flatMap(([key, entry]) => notice(key, entry, by));
		},
	};
}

function notice(key: string, { sum, over, last }: Spent, by: Owner): Noticed[] {
	if (!over) return [];
	const [when] = key.split(' ');
	return [
		{
			payment: last,
			message: `The ${by} spent ${moneyIn(sum, last.transaction.currency)} in ${when}`,
			since: over.at,
			// Whose it is: of a customer, the last payment may be another card's tomorrow.
			occurrence: `${by} ${key}`,
		},
	];
}
