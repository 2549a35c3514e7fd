import type { IDataObject } from 'n8n-workflow';
import type { Order } from './order';

interface Entry {
	item: IDataObject;
	key: unknown;
}

/** The things of a list in order; yields often. Equal ones keep their order. */
export function* sortedBy<Thing extends object>(
	things: Iterable<Thing>,
	compare: (one: Thing, other: Thing) => number,
): Generator<void, Thing[]> {
	const order: Order = {
		keyOf: (thing) => thing,
		compare: (one, other) => compare(one as Thing, other as Thing),
	};
	const sorted = new SortedItems(order, Infinity);
	for (const thing of things) {
		sorted.add(thing as IDataObject);
		yield;
	}
	return (yield* sorted.conclude()) as Thing[];
}

/** Things sorted at a stretch: a millisecond or two. */
const RUN = 500;

/**
 * Sorts the things of a list while they arrive, a run at a time, and merges the runs at the end (a merge sort from the
 * bottom up): one sort of 100,000 would hold up n8n's event loop for a fifth of a second. Equal
 * ones keep their order.
 */
export class SortedItems {
	private readonly order: Order;

	private readonly limit: number;

	private readonly runs: Entry[][] = [];

	private fresh: Entry[] = [];

	/** @param limit how many are wanted; of no run more than these are kept */
	constructor(order: Order, limit: number) {
		this.order = order;
		this.limit = limit;
	}

	/** How many are held. */
	get size(): number {
		return this.runs.reduce((sum, run) => sum + run.length, this.fresh.length);
	}

	add(item: IDataObject): void {
		this.fresh.push({ item, key: this.order.keyOf(item) });
		if (this.fresh.length >= RUN) this.endRun();
	}

	/** The wanted ones, in order; yields often. */
	*conclude(): Generator<void, IDataObject[]> {
		this.endRun();
		let { runs } = this;
		while (runs.length > 1) {
			const merged: Entry[][] = [];
			for (let i = 0; i < runs.length; i += 2) merged.push(yield* this.merge(runs[i], runs[i + 1]));
			runs = merged;
		}
		return (runs[0] ?? []).map(({ item }) => item);
	}

	private endRun(): void {
		const { compare } = this.order;
		const run = this.fresh.sort((one, other) => compare(one.key, other.key));
		this.runs.push(run.slice(0, this.limit));
		this.fresh = [];
	}

	private *merge(one: Entry[], other: Entry[] = []): Generator<void, Entry[]> {
		const { compare } = this.order;
		const count = Math.min(one.length + other.length, this.limit);
		const merged: Entry[] = [];
		let [i, j] = [0, 0];
		while (merged.length < count) {
			const isFirst =
				j >= other.length || (i < one.length && compare(one[i].key, other[j].key) <= 0);
			merged.push(isFirst ? one[i++] : other[j++]);
			yield;
		}
		return merged;
	}
}
