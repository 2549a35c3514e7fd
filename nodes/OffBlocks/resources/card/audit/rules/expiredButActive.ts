import { count } from '../cardFacts';
import type { CardRule } from '../types';

/** Cards past their expiry which the API still calls active. */
export const expiredButActive: CardRule = {
	name: 'expiredButActive',
	title: 'Expired but Active',
	description: 'Flag cards that have expired and are still active',
	severity: 'high',
	statuses: ['active'],
	look(card, _, { now, calendar }) {
		const end = calendar.monthEnd(card.expirationDate);
		if (!(end <= now)) return undefined;
		const days = calendar.daysBetween(end, now);
		return {
			card,
			message: `Expired at the end of ${card.expirationDate}, ${days ? `${count(days, 'day')} ago` : 'today'}, and is still active`,
			since: end,
			occurrence: card.expirationDate!,
		};
	},
};
