import { count, instant } from '../../../card/audit/cardFacts';
import type { UseRule } from '../types';

/** Active cards that have not paid for days, or never since they were ordered. */
export const unusedCard: UseRule = {
	kind: 'use',
	name: 'unusedCard',
	title: 'Unused Card',
	description: 'The card is active and has not paid for more than this many days, or never',
	severity: 'low',
	threshold: { label: 'Days', usual: 90, min: 0, max: 3650 },
	look(card, last, days, { now, calendar }) {
		if (card.status !== 'active') return undefined;
		const since = last ?? instant(card.createdAt);
		const idle = calendar.daysBetween(since, now);
		if (!(idle > days)) return undefined;
		return {
			card,
			message:
				last === undefined
					? `Never used since it was ordered ${count(idle, 'day')} ago`
					: `Last used on ${calendar.day(last)}, ${count(idle, 'day')} ago`,
			since,
			occurrence: last === undefined ? '' : new Date(last).toISOString(),
		};
	},
};
