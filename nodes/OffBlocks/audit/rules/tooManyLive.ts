import { instant, isLive } from '../cardFacts';
import type { CardFacts, GroupRule, Observation } from '../types';

/** More live cards of a type on an account than the API itself allows, which is one. */
export const tooManyLive: GroupRule = {
	name: 'tooManyLive',
	title: 'Too Many Live Cards',
	description: "An account has more than one live card of a type: the API's own limit is broken",
	severity: 'critical',
	by: 'account',
	judge(cards) {
		return (['virtual', 'physical'] as const).flatMap((type) => {
			const live = cards.filter((card) => card.type === type && isLive(card));
			return live.length > 1 ? [tooMany(live)] : [];
		});
	},
};

function tooMany(cards: CardFacts[]): Observation {
	const newest = cards.reduce((found, card) => (isNewer(card, found) ? card : found));
	const others = cards.filter((card) => card !== newest).map(({ id }) => id);
	return {
		card: newest,
		message: `The account has ${cards.length} live ${newest.type} cards; one is allowed. This is the newest.`,
		// Since the second one came.
		since: cards.map(({ createdAt }) => instant(createdAt)).sort((a, b) => a - b)[1],
		occurrence: [...others].sort().join(' '),
		otherCardIds: others,
	};
}

function isNewer(card: CardFacts, other: CardFacts): boolean {
	const [one, two] = [instant(card.createdAt), instant(other.createdAt)];
	return one > two || (one === two && card.id > other.id);
}
