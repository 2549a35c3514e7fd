import { readDecimal } from '../../../shared/decimals';
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
import { rowOf, totalsOf, type Group, type SpendingRow, type Total } from './rows';

/** A stretch of time, Unix milliseconds: from the first moment on, before the second. */
export interface Range {
	from: number;
	before: number;
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
		const amount = readDecimal(transaction.amount);
		if (Number.isNaN(at) || !amount) {
			this.unreadable += 1;
			return;
		}
		const isNow = within(this.range, at);
		if (!isNow && !(this.earlier && within(this.earlier, at))) return;
		if (isNow) this.transactions += 1;
		for (const group of [this.groupOf(placed), this.totalOf(transaction)]) {
			group[isNow ? 'now' : 'earlier'].add(transaction, amount);
		}
	}

	/** Yields after each group. @returns what each group came to, in an order for people */
	*conclude(names: Names): Generator<void, SpendingRow[]> {
		const compared = this.earlier !== undefined;
		const rows: Array<{ group: Group; row: SpendingRow }> = [];
		for (const group of this.groups.values()) {
			rows.push({ group, row: rowOf(group, this.labelsOf(group, names), this.places, compared) });
			yield;
		}
		const ranks = this.ranks();
		rows.sort((a, b) => compare(ranks, a.group, b.group));
		return rows.map(({ row }) => row);
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
	private ranks(): Ranks {
		return this.by.map((name, level) => {
			if ('isTime' in DIMENSIONS[name]) return undefined;
			const payments = new Map<string, number>();
			for (const { keys, now } of this.groups.values()) {
				const key = keys.slice(0, level + 1).join('\n');
				payments.set(key, (payments.get(key) ?? 0) + now.payments);
			}
			return payments;
		});
	}
}

type Ranks = Array<ReadonlyMap<string, number> | undefined>;

function compare(ranks: Ranks, one: Group, other: Group): number {
	for (const [level, payments] of ranks.entries()) {
		const [a, b] = [one.keys[level], other.keys[level]];
		if (a === b) continue;
		const count = ({ keys }: Group) => payments?.get(keys.slice(0, level + 1).join('\n')) ?? 0;
		return count(other) - count(one) || (a < b ? -1 : 1);
	}
	return one.currency < other.currency ? -1 : 1;
}

function groupIn(groups: Map<string, Group>, keys: string[], currency: string): Group {
	const id = `${keys.join('\n')}\n${currency}`;
	let group = groups.get(id);
	if (!group) groups.set(id, (group = { keys, currency, now: new Entry(), earlier: new Entry() }));
	return group;
}

function within({ from, before }: Range, at: number): boolean {
	return at >= from && at < before;
}
