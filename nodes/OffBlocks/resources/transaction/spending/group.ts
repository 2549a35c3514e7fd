import type { Entry } from './Entry';

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
