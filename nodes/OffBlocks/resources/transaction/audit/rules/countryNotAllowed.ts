import { paid } from '../payment';
import type { OnePaymentRule } from '../types';

/**
 * Payments to merchants outside the countries that are allowed.
 *
 * @param allowed ISO 3166-1 alpha-2, upper case
 */
export function merchantCountryNotAllowed(allowed: ReadonlySet<string>): OnePaymentRule {
	return {
		kind: 'payment',
		name: 'merchantCountryNotAllowed',
		title: 'Merchant Country Not Allowed',
		description: 'The merchant is outside the countries that you allow',
		severity: 'high',
		look(payment) {
			const { country, debit, at, transaction } = payment;
			if (!debit || country === undefined || allowed.has(country)) return undefined;
			return {
				payment,
				message: `${country.slice(0, 40)} is not allowed: ${paid(payment)}`,
				since: at,
				occurrence: transaction.id,
			};
		},
	};
}
