import { USABLE } from '../../card';
import { count } from '../cardFacts';
import type { CardRule } from '../types';

/** Cards that end within some days, today included; those that have ended are another rule's. */
export const expiresSoon: CardRule = {
	name: 'expiresSoon',
	title: 'Expires Soon',
	description:
		'Flag cards that expire within this many days. A card is valid until the end of its expiry month.',
	severity: 'medium',
	threshold: { label: 'Days', usual: 30, min: 0, max: 3650 },
	statuses: USABLE,
	look(card, days, { now, calendar }) {
		const end = calendar.monthEnd(card.expirationDate);
		if (!(end > now && end <= calendar.dayEnd(now, days))) return undefined;
		// Its last day is the one that ends at `end`.
		const left = calendar.daysBetween(now, end - 1);
		return {
			card,
			message: `Expires at the end of ${card.expirationDate}, ${left ? `in ${count(left, 'day')}` : 'today'}`,
			since: calendar.dayEnd(end - 1, -days - 1),
			occurrence: card.expirationDate!,
		};
	},
};
