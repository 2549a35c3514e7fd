import { count } from '../../../card/audit/cardFacts';
import { isWithin, type Limits } from '../limits';
import { idsOf } from '../payment';
import type { Noticed, Payment, SequenceRule } from '../types';

const MINUTE = 60_000;

/**
 * Many small payments of a card in a short time, as somebody makes who tries out stolen numbers. A run of them is one
 * finding for as long as it goes on.
 *
 * @param small what counts as small, the limit included
 */
export function cardTesting(minutes: number, small: Limits): SequenceRule {
	return {
		kind: 'sequence',
		name: 'cardTesting',
		title: 'Many Small Payments',
		description: 'At least this many small payments with one card in a short time: card testing',
		severity: 'critical',
		threshold: { label: 'Payments', usual: 5, min: 2, max: 1000 },
		by: 'card',
		*judge(payments, atLeast) {
			const found: Noticed[] = [];
			/** Small payments, each less than `minutes` after the last but N. */
			let run: Payment[] = [];
			for (const payment of payments) {
				yield;
				if (!isSmall(payment, small)) continue;
				const close = (other: Payment) => payment.at - other.at <= minutes * MINUTE;
				if (run.length >= atLeast) {
					if (close(run[run.length - atLeast + 1])) {
						run.push(payment);
						continue;
					}
					found.push(notice(run));
					run = [];
				}
				run.push(payment);
				while (!close(run[0])) run.shift();
			}
			if (run.length >= atLeast) found.push(notice(run));
			return found;
		},
	};
}

function isSmall({ debit, at, transaction }: Payment, small: Limits): boolean {
	const { amount, currency } = transaction;
	return debit && !Number.isNaN(at) && isWithin(small, amount, currency);
}

function notice(run: Payment[]): Noticed {
	const first = run[0];
	const took = Math.max(1, Math.round((run[run.length - 1].at - first.at) / MINUTE));
	const shops = new Set(run.map(({ transaction }) => transaction.merchant?.id)).size;
	return {
		payment: run[run.length - 1],
		message: `${run.length} small payments at ${count(shops, 'merchant')} within ${count(took, 'minute')}`,
		since: first.at,
		occurrence: first.transaction.id,
		transactionIds: idsOf(run),
	};
}
