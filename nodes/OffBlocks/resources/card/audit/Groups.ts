import { comparable } from '../../../shared/values';
import { isLive } from './cardFacts';
import type { CardFacts, GroupKind } from './types';

/** Cards that have something in common, gathered for the rules that look at several. */
export class Groups {
	/** By what they have in common. Most cards are alone: an array for each would double the memory. */
	private readonly groups = new Map<string, CardFacts | CardFacts[]>();

	/** Keys of the groups that are worth judging. */
	private readonly worthJudging = new Set<string>();

	private readonly keyOf: (card: CardFacts) => string | undefined;

	constructor(kind: GroupKind) {
		this.keyOf = kind === 'account' ? accountOf : nameOf;
	}

	/** @param concerns whether the card makes its group worth judging though it is alone in it */
	add(card: CardFacts, concerns: boolean): void {
		const key = this.keyOf(card);
		if (!key) return;
		const group = this.groups.get(key);
		if (group === undefined) this.groups.set(key, card);
		else if (Array.isArray(group)) group.push(card);
		else this.groups.set(key, [group, card]);
		if (concerns || group !== undefined) this.worthJudging.add(key);
	}

	/** The groups of several cards, and those that a card's own concern makes worth it; in the API's order. */
	*worth(): Generator<CardFacts[]> {
		for (const key of this.worthJudging) yield [this.groups.get(key)!].flat();
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
