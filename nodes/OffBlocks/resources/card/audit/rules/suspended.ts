import { instant } from '../cardFacts';
import type { CardRule } from '../types';

/** Cards that OffBlocks has stopped on suspicion; they can come back, so the change makes the occurrence. */
export const suspended: CardRule = {
	name: 'suspended',
	title: 'Suspended',
	description: 'Flag cards that OffBlocks has suspended, for example on suspicion of fraud',
	severity: 'high',
	statuses: ['suspended'],
	look(card, _, { calendar }) {
		const since = instant(card.updatedAt);
		return {
			card,
			message: Number.isNaN(since) ? 'Suspended' : `Suspended since ${calendar.day(since)}`,
			since,
			occurrence: card.updatedAt,
		};
	},
};
