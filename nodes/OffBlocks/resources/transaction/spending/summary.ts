import type { Calendar } from '../../../shared/Calendar';
import type { Range } from './group';
import type { Spending } from './Spending';
import type { Total } from './rows';

/** What was spent, in one item. */
export interface SpendingSummary {
	/** RFC 3339 in UTC. */
	readAt: string;
	timezone: string;
	/** RFC 3339 in UTC; null where there is no bound. */
	from: string | null;
	before: string | null;
	comparedWith: { from: string | null; before: string | null } | null;
	groupedBy: string[];
	accounts: number;
	groups: number;
	/** Payments, refunds and what was reversed, in the period. */
	transactions: number;
	/** Those whose time or amount could not be read; they are in no group. */
	unreadable: number;
	/** By currency, which are never added together. */
	totals: Total[];
}

export function summariseSpending(
	spending: Spending,
	about: { accounts: number; groups: number; groupedBy: string[]; range: Range; earlier?: Range },
	now: number,
	calendar: Calendar,
): SpendingSummary {
	const { accounts, groups, groupedBy, range, earlier } = about;
	return {
		readAt: new Date(now).toISOString(),
		timezone: calendar.zone,
		...bounds(range),
		comparedWith: earlier ? bounds(earlier) : null,
		groupedBy,
		accounts,
		groups,
		transactions: spending.transactions,
		unreadable: spending.unreadable,
		totals: spending.byCurrency(),
	};
}

function bounds({ from, before }: Range) {
	return { from: stamp(from), before: stamp(before) };
}

function stamp(at: number): string | null {
	return Number.isFinite(at) ? new Date(at).toISOString() : null;
}
