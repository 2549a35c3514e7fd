import { paid } from '../payment';
import type { Noticed, SequenceRule } from '../types';

/**
 * A card's first payment ever in a country. Its very first payment is none, nor is one in the country of its billing
 * address.
 */
export const newCountry: SequenceRule = {
	kind: 'sequence',
	name: 'newCountry',
	title: 'First Payment in a Country',
	description: 'The card has paid before, but never in this country',
	severity: 'low',
	by: 'card',
	*judge(payments) {
		const found: Noticed[] = [];
		const known = new Set<string>();
		for (const payment of payments) {
			yield;
			const { country, debit, at, card } = payment;
			if (!debit || country === undefined) continue;
			const isFirst = known.size > 0 && !known.has(country) && country !== card?.billingCountry;
			known.add(country);
			if (!isFirst) continue;
			found.push({
				payment,
				message: `First payment in ${country.slice(0, 40)}: ${paid(payment)}`,
				since: at,
				occurrence: country,
			});
		}
		return found;
	},
};
