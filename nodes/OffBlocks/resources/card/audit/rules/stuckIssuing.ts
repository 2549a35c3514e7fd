import { count, instant } from '../cardFacts';
import type { CardRule } from '../types';

const HOUR = 3_600_000;

/** Cards that have been `issuing` for too long. */
export const stuckIssuing: CardRule = {
	name: 'stuckIssuing',
	title: 'Stuck in Issuing',
	description: 'Flag cards still being issued after this many hours',
	severity: 'high',
	threshold: { label: 'Hours', usual: 24, min: 0, max: 8760 },
	statuses: ['issuing'],
	look(card, hours, { now, calendar }) {
		const ordered = instant(card.createdAt);
		if (!(now - ordered > hours * HOUR)) return undefined;
		const waited = Math.floor((now - ordered) / HOUR);
		const long = waited < 48 ? count(waited, 'hour') : count(Math.floor(waited / 24), 'day');
		return {
			card,
			message: `In issuing since ${calendar.minute(ordered)}, ${long}`,
			since: ordered + hours * HOUR,
			// A card is issued once.
			occurrence: '',
		};
	},
};
