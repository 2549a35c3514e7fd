import { instant } from '../cardFacts';
import type { GroupRule, Observation } from '../types';

/** Other cards that a finding names; a name that half a programme shares would fill the finding. */
const MAX_NAMED = 100;

/** Live cards on different accounts that carry the same name, blanks and case aside. */
export const sharedName: GroupRule = {
	name: 'sharedName',
	title: 'Name Shared by Accounts',
	description: 'Live cards of at least so many accounts carry the same name',
	severity: 'low',
	threshold: { label: 'Accounts', usual: 2, min: 2, max: 1_000_000 },
	by: 'name',
	judge(cards, atLeast) {
		const accounts = new Set(cards.map(({ accountId }) => accountId));
		if (accounts.size < atLeast) return [];
		const byAge = cards
			.map((card) => ({ card, at: instant(card.createdAt) || 0 }))
			.sort((a, b) => a.at - b.at || (a.card.id < b.card.id ? -1 : 1));
		const newest = byAge.at(-1)!;
		const found: Observation = {
			card: newest.card,
			message: `${accounts.size} accounts have a live card in the name of ${newest.card.name!.trim().slice(0, 80)}`,
			since: newest.at || NaN,
			occurrence: [...accounts].sort().join(' '),
			otherCardIds: byAge
				.slice(-1 - MAX_NAMED, -1)
				.map(({ card }) => card.id)
				.reverse(),
		};
		return [found];
	},
};
