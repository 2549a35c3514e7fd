import { LIVE } from '../../card';
import { instant } from '../cardFacts';
import type { CardRule } from '../types';

/**
 * Live cards whose billing address lies outside the countries that are allowed.
 *
 * @param allowed ISO 3166-1 alpha-2, upper case
 */
export function countryNotAllowed(allowed: ReadonlySet<string>): CardRule {
	return {
		name: 'countryNotAllowed',
		title: 'Country Not Allowed',
		description: 'Flag cards with a billing address outside the countries you allow',
		severity: 'high',
		statuses: LIVE,
		look(card) {
			const country = card.billingAddress?.country;
			if (typeof country !== 'string' || allowed.has(country)) return undefined;
			if (allowed.has(country.toUpperCase())) return undefined;
			return {
				card,
				message: `Billing country ${country.slice(0, 40)} is not allowed`,
				since: instant(card.updatedAt),
				occurrence: country,
			};
		},
	};
}
