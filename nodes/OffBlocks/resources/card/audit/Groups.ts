import { isLive } from './cardFacts';
import { hashOf } from './MemberHash';
import type { CardFacts, GroupKind } from './types';

const NONE = -1;

/**
 * Cards that have something in common, gathered for the rules that look at several. Most cards are alone:
 * a Map with an entry for each would take more time and memory than the cards, so this is a hash table on
 * numbers (open addressing), with the members of a group linked by their positions.
 */
export class Groups {
	private readonly cards: CardFacts[] = [];

	/** Hash of each card's key. */
	private hashes = new Int32Array(1024);

	/** Position of the next card of the same group, NONE for the last. */
	private next = new Int32Array(1024);

	/** Position of a group's first card, NONE where a slot is free; half of them at least are. */
	private slots = new Int32Array(2048).fill(NONE);

	/** Positions of the last cards of groups of several, by those of their first ones. */
	private readonly lasts = new Map<number, number>();

	/** Positions of the first cards of groups that are worth judging. */
	private readonly worthJudging = new Set<number>();

	private readonly keyOf: (card: CardFacts) => string | undefined;

	constructor(kind: GroupKind) {
		this.keyOf = kind === 'account' ? accountOf : nameOf;
	}

	/** @param concerns whether the card makes its group worth judging though it is alone in it */
	add(card: CardFacts, concerns: boolean): void {
		const key = this.keyOf(card);
		if (!key) return;
		const position = this.cards.push(card) - 1;
		if (position === this.hashes.length) this.grow();
		const hash = hashOf(key);
		this.hashes[position] = hash;
		this.next[position] = NONE;

		const slot = this.find(hash, key);
		const first = this.slots[slot];
		if (first === NONE) this.slots[slot] = position;
		else this.append(first, position);
		if (first !== NONE) this.worthJudging.add(first);
		else if (concerns) this.worthJudging.add(position);
	}

	/** The groups of several cards, and those that a card's own concern makes worth it; in the API's order. */
	*worth(): Generator<CardFacts[]> {
		for (const first of this.worthJudging) {
			const group: CardFacts[] = [];
			for (let at = first; at !== NONE; at = this.next[at]) group.push(this.cards[at]);
			yield group;
		}
	}

	/** The slot of the group with this key, or the free one where it belongs. */
	private find(hash: number, key: string): number {
		const mask = this.slots.length - 1;
		for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
			const first = this.slots[slot];
			if (first === NONE) return slot;
			if (this.hashes[first] === hash && this.keyOf(this.cards[first]) === key) return slot;
		}
	}

	/** Links a card behind the last one of its group. */
	private append(first: number, position: number): void {
		const last = this.lasts.get(first) ?? first;
		this.next[last] = position;
		this.lasts.set(first, position);
	}

	private grow(): void {
		const double = (numbers: Int32Array<ArrayBuffer>) => {
			const larger = new Int32Array(numbers.length * 2);
			larger.set(numbers);
			return larger;
		};
		this.hashes = double(this.hashes);
		this.next = double(this.next);
		const old = this.slots;
		this.slots = new Int32Array(old.length * 2).fill(NONE);
		const mask = this.slots.length - 1;
		for (const first of old) {
			if (first === NONE) continue;
			let slot = this.hashes[first] & mask;
			while (this.slots[slot] !== NONE) slot = (slot + 1) & mask;
			this.slots[slot] = first;
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
	return plain.trim().toLowerCase();
}
