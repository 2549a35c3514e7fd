import { count, instant } from '../cardFacts';
import type { CardRule } from '../types';

/**
 * Cards that have been frozen for long. The API does not say since when: the last change of the card
 * stands for it, so a card whose address changed meanwhile counts from then.
 */
export const longInactive: CardRule = {
	name: 'longInactive',
	title: 'Inactive for a Long Time',
	description: 'Flag cards that have been inactive and unchanged for more than this many days',
	severity: 'low',
	threshold: { label: 'Days', usual: 90, min: 0, max: 3650 },
	statuses: ['inactive'],
	look(card, days, { now, calendar }) {
		const since = instant(card.updatedAt);
		const frozen = calendar.daysBetween(since, now);
		if (!(frozen > days)) return undefined;
		return {
			card,
			message: `Inactive since ${calendar.day(since)}, ${count(frozen, 'day')}`,
			since: calendar.dayEnd(now, days - frozen),
			occurrence: card.updatedAt,
		};
	},
};
