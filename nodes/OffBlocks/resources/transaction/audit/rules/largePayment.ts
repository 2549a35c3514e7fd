import { reaches, type Limits } from '../limits';
import { paid } from '../payment';
import type { OnePaymentRule } from '../types';

/** Payments of at least an amount, in the account's currency. */
export function largePayment(limits: Limits): OnePaymentRule {
	return {
		kind: 'payment',
		name: 'largePayment',
		title: 'Large Payment',
		description: 'A single payment of at least this amount',
		severity: 'high',
		look(payment) {
			const { transaction, debit, at } = payment;
			const { amount, currency } = transaction;
			if (!debit || !reaches(limits, amount, currency)) return undefined;
			return { payment, message: paid(payment), since: at, occurrence: transaction.id };
		},
	};
}
