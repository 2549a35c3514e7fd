import { instant } from '../cardFacts';
import type { CardRule } from '../types';

/** Cards that OffBlocks has blocked, for good. */
export const blocked: CardRule = {
	name: 'blocked',
	title: 'Blocked',
	description: 'Flag cards that OffBlocks has blocked. This is final.',
	severity: 'medium',
	statuses: ['blocked'],
	look(card, _, { calendar }) {
		const since = instant(card.updatedAt);
		return {
			card,
			message: Number.isNaN(since) ? 'Blocked' : `Blocked since ${calendar.day(since)}`,
			since,
			occurrence: '',
		};
	},
};
