import type { Card } from '../card';
import type { Baseline, Step } from './Baseline';
import { SAME_SCOPE, type Scope } from './Scope';
import { describe, type CardChange, type FieldChange } from './CardChange';
import { decode, decodeId, encodeId, pack, unpack, valueOf, type Watched } from './codec';

/** Compares cards, one by one as they arrive, with what they were. */
export class Comparison {
	cards = 0;

	private readonly watched: Watched[];

	/** The fields that the baseline has. */
	private readonly before: readonly Watched[];

	/** Packed cards of the baseline that have not come yet, by encoded id. */
	private readonly missing: Map<string, string>;

	private readonly changes: CardChange[] = [];

	/** Packed cards to put into the baseline, by encoded id: a card may be listed twice. */
	private readonly put = new Map<string, string>();

	/** Packed cards, as the baseline has them, that were not looked at before. */
	private readonly stock = new Map<string, string>();

	/** Encoded ids of cards that are not looked at any more. */
	private readonly dropped = new Set<string>();

	private readonly known: ReadonlyMap<string, string>;

	private readonly isFirst: boolean;

	private readonly scope: Scope;

	/**
	 * @param known packed cards of the baseline, by encoded id; empty without one
	 * @param baseline undefined where there is none yet: then nothing is reported
	 */
	constructor(
		watched: Watched[],
		known: ReadonlyMap<string, string>,
		baseline?: Pick<Baseline, 'watched'>,
		scope: Scope = SAME_SCOPE,
	) {
		this.watched = watched;
		this.scope = scope;
		this.before = baseline?.watched ?? [];
		this.missing = new Map(known);
		this.known = known;
		this.isFirst = !baseline;
	}

	add(card: Card): void {
		this.cards += 1;
		const line = pack(card, this.watched);
		const id = encodeId(card.id);
		const old = this.known.get(id);
		this.missing.delete(id);
		if (old === line) return;
		if (old === undefined && !this.isFirst && this.scope.isFirstSeen(card)) {
			this.stock.set(id, pack(card, this.before));
			if (this.stock.get(id) !== line) this.put.set(id, line);
			return;
		}
		const again = this.put.has(id);
		this.put.set(id, line);
		if (this.isFirst || again) return;
		if (old === undefined) this.changes.push(describe('new', card, []));
		else {
			const fields = this.differences(card, old, line);
			// None where only the list of watched fields has changed.
			if (fields.length) this.changes.push(describe('changed', card, fields));
		}
	}

	/** Whether a card was seen in this look, or would have been if it were still there. */
	isLookedAt(cardId: string): boolean {
		return !this.dropped.has(encodeId(cardId));
	}

	/** What the baseline knows of a card. */
	cardBefore(cardId: string): Partial<Card> | undefined {
		const line = this.known.get(encodeId(cardId));
		return line === undefined ? undefined : this.remembered(line);
	}

	/**
	 * Says what is gone, too. It yields often.
	 *
	 * @returns the step to the cards of this look; and what the baseline needs at once to be of this scope,
	 * which is no change
	 */
	*conclude(
		at: string,
	): Generator<void, { changes: CardChange[]; step: Step; rescope: Pick<Step, 'put' | 'gone'> }> {
		const rescope = { put: [...this.stock.values()].join('\n'), gone: '' };
		if (this.scope.isNarrower) {
			rescope.gone = [...this.missing.keys()].join('\n');
			for (const id of this.missing.keys()) this.dropped.add(id);
			this.missing.clear();
		}
		for (const line of this.missing.values()) {
			this.changes.push(describe('gone', this.remembered(line), []));
			yield;
		}
		return {
			changes: this.changes,
			step: {
				at,
				watched: this.watched,
				put: [...this.put.values()].join('\n'),
				gone: [...this.missing.keys()].join('\n'),
			},
			rescope,
		};
	}

	private differences(card: Card, old: string, line: string): FieldChange[] {
		const [, ...was] = unpack(old);
		const [, ...is] = unpack(line);
		return this.watched.flatMap((field, index) => {
			const then = this.before.indexOf(field);
			if (then === -1 || was[then] === is[index]) return [];
			return [{ field, from: decode(field, was[then]), to: valueOf(card, field) ?? null }];
		});
	}

	/** What is known of a card that is not there any more. */
	private remembered(line: string): Partial<Card> & { id: string } {
		const [id, ...codes] = unpack(line);
		const fields = this.before
			.map((field, index) => [field, decode(field, codes[index])] as const)
			.filter(([field, value]) => value !== null && !field.includes('.'));
		return { id: decodeId(id), ...Object.fromEntries(fields) };
	}
}
