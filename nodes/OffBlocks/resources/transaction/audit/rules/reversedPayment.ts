import { instant } from '../../../card/audit/cardFacts';
import { paid } from '../payment';
import type { OnePaymentRule } from '../types';

/** Transactions that were reversed, or are about to be. */
export const reversedPayment: OnePaymentRule = {
	kind: 'payment',
	name: 'reversedPayment',
	title: 'Reversed',
	description: 'The transaction was reversed, or is being reversed',
	severity: 'low',
	look(payment) {
		const { transaction, undone } = payment;
		if (!undone) return undefined;
		const how = transaction.status === 'reversed' ? 'was reversed' : 'is being reversed';
		return {
			payment,
			message: `${paid(payment)} ${how}`,
			since: instant(transaction.updatedAt),
			occurrence: transaction.id,
		};
	},
};
