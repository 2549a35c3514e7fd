import { paid } from '../payment';
import type { OnePaymentRule } from '../types';

/** Payments to merchants in another country than the card's billing address. */
export const foreignPayment: OnePaymentRule = {
	kind: 'payment',
	name: 'foreignPayment',
	title: 'Payment Abroad',
	description: "The merchant is in another country than the card's billing address",
	severity: 'low',
	look(payment) {
		const { country, debit, at, card, transaction } = payment;
		const home = card?.billingCountry;
		if (!debit || country === undefined || home === undefined || country === home) return undefined;
		return {
			payment,
			message: `${country.slice(0, 40)} is not ${home.slice(0, 40)}: ${paid(payment)}`,
			since: at,
			occurrence: transaction.id,
		};
	},
};
