import type { Card } from '../../card/card';
import { factsOf, readable } from '../../card/audit/cardFacts';
import type { PaidCard } from './types';

/** The cards that payments can be of, by id; of each no more than rules over payments need. */
export class PaidCards {
	readonly byId = new Map<string, PaidCard>();

	add(given: Card): void {
		const card = readable(given);
		const country = card.billingAddress?.country;
		const facts: PaidCard = factsOf(card);
		if (typeof country === 'string') facts.billingCountry = country.toUpperCase();
		this.byId.set(card.id, facts);
	}
}
