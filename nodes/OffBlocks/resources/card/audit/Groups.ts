import { comparable } from '../../../shared/values';
import { isLive } from './cardFacts';
import type { CardFacts, GroupKind } from './types';

/** Cards that have something in common, gathered for the rules that look at several. */
export class Groups {
	/**
	 * Places in `first` by what the cards have in common. Numbers, and no cards: the garbage collector looks through
	 * what a large map of objects holds again and again.
	 */
	private readonly places = new Map<string, number>();

	/** The first card of each group. */
	private readonly first: CardFacts[] = [];

	/** The cards of groups of several, by place. Most cards are alone. */
	private readonly several = new Map<number, CardFacts[]>();

	/** Places of the groups that are worth judging. */
	private readonly worthJudging = new Set<number>();

	private readonly keyOf: (card: CardFacts) => string | undefined;

	constructor(kind: GroupKind) {
		this.keyOf = kind === 'account' ? accountOf : nameOf;
	}

	/** @param concerns whether the card makes its group worth judging though it is alone in it */
	add(card: CardFacts, concerns: boolean): void {
		const key = this.keyOf(card);
		if (!key) return;
		const place = this.places.get(key);
		if (place === undefined) {
			const next = this.first.push(card) - 1;
			this.places.set(key, next);
			if (concerns) this.worthJudging.add(next);
			return;
		}
		const group = this.several.get(place);
		if (group) group.push(card);
		else this.several.set(place, [this.first[place], card]);
		this.worthJudging.add(place);
	}

	/** The groups of several cards, and those that a card's own concern makes worth it; in the API's order. */
	*worth(): Generator<CardFacts[]> {
		for (const place of this.worthJudging) {
			yield this.several.get(place) ?? [this.first[place]];
		}
	}
}

function accountOf({ accountId }: CardFacts): string | undefined {
	return typeof accountId === 'string' ? accountId : undefined;
}

const ODD_BLANKS = / {2}|[^\S ]/;

/** The name of a live card, blanks and case aside. */
function nameOf(card: CardFacts): string | undefined {
	const { name } = card;
	if (typeof name !== 'string' || !isLive(card)) return undefined;
	const plain = ODD_BLANKS.test(name) ? name.replace(/\s+/g, ' ') : name;
	return comparable(plain.trim());
}
