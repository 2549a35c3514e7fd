import { instant } from '../cardFacts';
import type { CardRule } from '../types';

/** Cards that were terminated lately. */
export const recentlyTerminated: CardRule = {
	name: 'recentlyTerminated',
	title: 'Recently Terminated',
	description: 'Flag cards terminated within this many days',
	severity: 'low',
	threshold: { label: 'Days', usual: 7, min: 0, max: 3650 },
	statuses: ['terminated'],
	look(card, days, { now, calendar }) {
		const since = instant(card.updatedAt);
		if (!(since > calendar.dayEnd(now, -days - 1))) return undefined;
		return { card, message: `Terminated on ${calendar.day(since)}`, since, occurrence: '' };
	},
};
