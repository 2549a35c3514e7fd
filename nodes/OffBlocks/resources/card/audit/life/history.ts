import { STATUSES, type CardStatus } from '../../card';
import type { Calendar } from '../../../../shared/Calendar';
import { SEVERITIES, type Severity } from '../types';

/** The numbers of one day's last audit. */
export interface DayNumbers {
	/** `YYYY-MM-DD` in the workflow's time zone. */
	day: string;
	cards: number;
	byStatus: Record<CardStatus, number>;
	bySeverity: Record<Severity, number>;
	accepted: number;
}

/** Days that are kept: a month back, and some for days on which no audit ran. */
const KEPT = 40;
/** How many days older than asked for an entry may be. */
const SLACK = 9;

const STATUS_NAMES = Object.keys(STATUSES) as CardStatus[];

/**
 * The numbers of each day, a line of some 50 bytes each, 2 kB in all. They are kept where the cards are, in what the
 * node remembers: data tables refuse community nodes, and a second place would have to be kept in step.
 */
export function withDay(history: string, today: DayNumbers, calendar: Calendar): string {
	const { day, cards, byStatus, bySeverity, accepted } = today;
	const oldest = dayBefore(day, KEPT, calendar);
	const others = linesOf(history).filter((line) => {
		const [then] = line.split(',', 1);
		return then !== day && then >= oldest;
	});
	// Each status under its letter: a new one does not shift the others.
	const statuses = STATUS_NAMES.map((name) => `${STATUSES[name].code}${byStatus[name] ?? 0}`);
	const severities = SEVERITIES.map((name) => bySeverity[name]);
	const numbers = [cards, statuses.join(''), ...severities, accepted];
	return [...others, `${day},${numbers.join(',')}`].join('\n');
}

/** The newest numbers that are at least so many days older than a day, and not much older. */
export function numbersBefore(
	history: string,
	day: string,
	days: number,
	calendar: Calendar,
): DayNumbers | undefined {
	const newest = dayBefore(day, days, calendar);
	const oldest = dayBefore(day, days + SLACK, calendar);
	const line = linesOf(history)
		.filter((entry) => entry.slice(0, 10) <= newest && entry.slice(0, 10) >= oldest)
		.sort()
		.at(-1);
	return line === undefined ? undefined : numbersOf(line);
}

function numbersOf(line: string): DayNumbers {
	const [day, cards, statuses, ...rest] = line.split(',');
	const found = new Map(
		[...statuses.matchAll(/([a-z])(\d+)/g)].map(([, code, n]) => [code, Number(n)]),
	);
	return {
		day,
		cards: Number(cards),
		byStatus: record(STATUS_NAMES, (name) => found.get(STATUSES[name].code)),
		bySeverity: record(SEVERITIES, (_, at) => Number(rest[at])),
		accepted: Number(rest[SEVERITIES.length]),
	};
}

function record<Name extends string>(
	names: readonly Name[],
	valueOf: (name: Name, at: number) => number | undefined,
): Record<Name, number> {
	const entries = names.map((name, at) => [name, valueOf(name, at) ?? 0]);
	return Object.fromEntries(entries) as Record<Name, number>;
}

function linesOf(history: string): string[] {
	return history ? history.split('\n') : [];
}

/** The calendar day some days before another. */
function dayBefore(day: string, days: number, calendar: Calendar): string {
	return calendar.day(calendar.dayEnd(calendar.read(day), -days) - 1);
}
