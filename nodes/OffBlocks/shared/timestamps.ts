const FRACTION = /\.(\d{4,9})/;

/** A moment that may be finer than the milliseconds that `Date` keeps. */
export interface Moment {
	/** Unix milliseconds, NaN where there is none. */
	milliseconds: number;
	/** What comes on top, 0 to 999,999. */
	nanoseconds: number;
}

/**
 * The moment that a text names.
 *
 * @param parse how its milliseconds are read; a date without an offset needs a time zone
 */
export function momentOf(text: unknown, parse: (text: string) => number = Date.parse): Moment {
	if (typeof text !== 'string') return { milliseconds: NaN, nanoseconds: 0 };
	const fraction = FRACTION.exec(text)?.[1].slice(3).padEnd(6, '0');
	return { milliseconds: parse(text), nanoseconds: Number(fraction ?? 0) };
}

/** Negative where `one` is earlier, positive where it is later, 0 for the same, NaN where one is no moment. */
export function compareMoments(one: Moment, other: Moment): number {
	const milliseconds = one.milliseconds - other.milliseconds;
	return milliseconds === 0 ? one.nanoseconds - other.nanoseconds : milliseconds;
}

/** Whether two timestamps name the same instant, however they are written; texts that name none are compared. */
export function sameInstant(one: unknown, other: unknown): boolean {
	const difference = compareMoments(momentOf(one), momentOf(other));
	return Number.isNaN(difference) ? one === other : difference === 0;
}
