import { isDecimal } from '../../../shared/decimals';
import { sortedBy } from '../../../engine/list/SortedItems';
import type { Transaction } from '../transaction';
import {
	DIMENSIONS,
	merchantName,
	type Dimension,
	type DimensionName,
	type Names,
	type Placed,
} from './dimensions';
import { Entry } from './Entry';
import { CurrencyPlaces } from './CurrencyPlaces';
import { rowOf, totalsOf, type SpendingRow, type Total } from './rows';

/** A stretch of time, Unix milliseconds: from the first moment on, before the second. */
export interface Range {
	from: number;
	before: number;
}

/** One group in one currency. */
export interface Group {
	keys: string[];
	currency: string;
	now: Entry;
	/** In the period before; undefined where nothing was paid then. */
	earlier?: Entry;
}

/** Adds payments up in groups of one or two levels. It keeps no payment: only a few numbers for each group. */
export class Spending {
	transactions = 0;

	/** Those whose time or amount cannot be read: they are in no group. */
	unreadable = 0;

	private readonly groups = new Map<string, Group>();

	private readonly totals = new Map<string, Group>();

	private readonly merchants = new Map<string, string>();

	private readonly places = new CurrencyPlaces();

	private readonly by: readonly DimensionName[];

	private readonly range: Range;

	private readonly earlier: Range | undefined;

	/** @param earlier the period to compare with */
	constructor(by: readonly DimensionName[], range: Range, earlier?: Range) {
		this.by = by;
		this.range = range;
		this.earlier = earlier;
	}

	add(placed: Placed): void {
		const { transaction, at } = placed;
		if (Number.isNaN(at) || !isDecimal(transaction.amount)) {
			this.unreadable += 1;
			return;
		}
		const isNow = within(this.range, at);
		if (!isNow && !(this.earlier && within(this.earlier, at))) return;
		if (isNow) this.transactions += 1;
		for (const group of [this.groupOf(placed), this.totalOf(transaction)]) {
			(isNow ? group.now : (group.earlier ??= new Entry())).add(transaction);
		}
	}

	/** Yields after each group. @returns what each group came to, in an order for people */
	*conclude(names: Names): Generator<void, SpendingRow[]> {
		const compared = this.earlier !== undefined;
		const ranks = yield* this.ranks();
		const groups: Ranked[] = [];
		for (const group of this.groups.values()) {
			groups.push({ group, ranks: rankOf(ranks, group) });
			yield;
		}
		const rows: SpendingRow[] = [];
		for (const { group } of yield* sortedBy(groups, compare)) {
			rows.push(rowOf(group, this.labelsOf(group, names), this.places, compared));
			yield;
		}
		return rows;
	}

	/** By currency, the one with the most payments first. */
	byCurrency(): Total[] {
		return totalsOf([...this.totals.values()], this.places, this.earlier !== undefined);
	}

	private groupOf(placed: Placed): Group {
		const keys = this.by.map((name) => DIMENSIONS[name].key(placed));
		const merchant = this.by.indexOf('merchant');
		if (merchant >= 0 && !this.merchants.has(keys[merchant])) {
			this.merchants.set(keys[merchant], merchantName(placed));
		}
		return groupIn(this.groups, keys, placed.transaction.currency);
	}

	private totalOf({ currency }: Transaction): Group {
		return groupIn(this.totals, [], currency);
	}

	private labelsOf({ keys }: Group, names: Names): Array<string | null> {
		return keys.map((key, level) => {
			const name = this.by[level];
			if (name === 'merchant') return this.merchants.get(key) || null;
			const dimension: Dimension = DIMENSIONS[name];
			return dimension.label?.(key, names) ?? null;
		});
	}

	/** How groups of each level follow each other: time as it goes, all else with the most payments first. */
	private *ranks(): Generator<void, Ranks> {
		const ranks: Array<Map<string, number> | undefined> = this.by.map((name) =>
			'isTime' in DIMENSIONS[name] ? undefined : new Map<string, number>(),
		);
		for (const { keys, now } of this.groups.values()) {
			yield;
			for (const [level, payments] of ranks.entries()) {
				const key = keyOf(keys, level);
				payments?.set(key, (payments.get(key) ?? 0) + now.payments);
			}
		}
		return ranks;
	}
}

type Ranks = Array<ReadonlyMap<string, number> | undefined>;

/** A group, and how many payments there are in it on each level; nothing where time says the order. */
interface Ranked {
	group: Group;
	ranks: number[];
}

function rankOf(ranks: Ranks, { keys }: Group): number[] {
	return ranks.map((payments, level) => payments?.get(keyOf(keys, level)) ?? 0);
}

function keyOf(keys: readonly string[], level: number): string {
	return level ? keys.join('\n') : keys[0];
}

function compare(one: Ranked, other: Ranked): number {
	for (let level = 0; level < one.ranks.length; level += 1) {
		const [a, b] = [one.group.keys[level], other.group.keys[level]];
		if (a !== b) return other.ranks[level] - one.ranks[level] || (a < b ? -1 : 1);
	}
	return one.group.currency < other.group.currency ? -1 : 1;
}

function groupIn(groups: Map<string, Group>, keys: string[], currency: string): Group {
	const id = `${keys.join('\n')}\n${currency}`;
	let group = groups.get(id);
	if (!group) groups.set(id, (group = { keys, currency, now: new Entry() }));
	return group;
}

function within({ from, before }: Range, at: number): boolean {
	return at >= from && at < before;
}
