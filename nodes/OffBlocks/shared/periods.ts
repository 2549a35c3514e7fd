import type { Calendar } from './Calendar';

/** What money is counted by. */
export const PERIODS = ['day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Offsets of all zones since 1972 are whole quarters of an hour, and clocks change on them. */
const QUARTER = 900_000;
const DAY = 86_400_000;

/** The days, weeks (ISO 8601: from Monday on) and months of moments, in one time zone. */
export class Periods {
	private readonly calendar: Calendar;

	/** By quarter of an hour: many payments share one, and formatting takes its time. */
	private readonly days = new Map<number, string>();

	private readonly weeks = new Map<string, string>();

	constructor(calendar: Calendar) {
		this.calendar = calendar;
	}

	/** `2026-11-23`, `2026-W48` or `2026-11`; '' for NaN. */
	of(at: number, period: Period): string {
		const day = this.day(at);
		if (period === 'day' || day === '') return day;
		if (period === 'month') return day.slice(0, -3);
		let week = this.weeks.get(day);
		if (week === undefined) this.weeks.set(day, (week = weekOf(day)));
		return week;
	}

	private day(at: number): string {
		const quarter = Math.floor(at / QUARTER);
		let day = this.days.get(quarter);
		if (day === undefined) this.days.set(quarter, (day = this.calendar.day(at)));
		return day;
	}
}

/** The ISO 8601 week of a day `YYYY-MM-DD`: it is of the year in which its Thursday lies. */
function weekOf(day: string): string {
	const at = Date.parse(`${day}T00:00:00Z`);
	const thursday = at + (3 - ((new Date(at).getUTCDay() + 6) % 7)) * DAY;
	const year = new Date(thursday).getUTCFullYear();
	const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1;
	return `${year}-W${String(week).padStart(2, '0')}`;
}
