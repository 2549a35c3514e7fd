import type { CurrencyPlaces } from './CurrencyPlaces';
import { Entry, type FeeSum } from './Entry';
import type { Group } from './Spending';

/** What of the period before is compared. */
interface Before {
	payments: number;
	spent: string;
	refunds: number;
	refunded: string;
	/** By how many percent more was spent since, to one place; null where nothing was spent before. */
	change: string | null;
}

interface Numbers {
	/** ISO 4217, the accounts'. */
	currency: string;
	/** Debits that were not reversed. */
	payments: number;
	spent: string;
	average: string | null;
	largest: string | null;
	/** Credits that were not reversed. */
	refunds: number;
	refunded: string;
	/** Spent less refunded. */
	net: string;
	/** Payments and refunds that were reversed, or are being; in none of the other numbers. */
	reversed: number;
	reversedAmount: string;
	/** In tokens. */
	fees: FeeSum[];
	before?: Before;
}

/** One group in one currency, as it comes out. */
export interface SpendingRow extends Numbers {
	/** '' where payments have none, e.g. no card. */
	group: string;
	groupLabel: string | null;
	subgroup?: string;
	subgroupLabel?: string | null;
}

/** All that was paid in one currency. */
export type Total = Numbers;

export function rowOf(
	group: Group,
	labels: ReadonlyArray<string | null>,
	places: CurrencyPlaces,
	compared: boolean,
): SpendingRow {
	const [first, second] = group.keys;
	return {
		group: first,
		groupLabel: labels[0],
		...(second === undefined ? {} : { subgroup: second, subgroupLabel: labels[1] }),
		...numbersOf(group, places, compared),
	};
}

export function totalsOf(
	totals: readonly Group[],
	places: CurrencyPlaces,
	compared: boolean,
): Total[] {
	return totals
		.map((total) => numbersOf(total, places, compared))
		.sort((a, b) => b.payments - a.payments || (a.currency < b.currency ? -1 : 1));
}

function numbersOf(
	{ currency, now, earlier }: Group,
	places: CurrencyPlaces,
	compared: boolean,
): Numbers {
	const net = now.refunded ? now.spent.value.minus(now.refunded.value) : now.spent.value;
	return {
		currency,
		payments: now.payments,
		spent: String(now.spent),
		average: now.average(places.of(currency)),
		largest: now.largest?.toFixed() ?? null,
		refunds: now.refunds,
		refunded: String(now.refunded ?? 0),
		net: net.eq(0) ? '0' : net.toFixed(),
		reversed: now.reversed,
		reversedAmount: String(now.reversedAmount ?? 0),
		fees: now.feeSums(),
		...(compared ? { before: beforeOf(now, earlier ?? new Entry()) } : {}),
	};
}

function beforeOf(now: Entry, earlier: Entry): Before {
	const before = earlier.spent.value;
	const change = before.eq(0)
		? null
		: now.spent.value.minus(before).times(100).div(before).round(1).toFixed();
	return {
		payments: earlier.payments,
		spent: String(earlier.spent),
		refunds: earlier.refunds,
		refunded: String(earlier.refunded ?? 0),
		change: change === '-0' ? '0' : change,
	};
}
