import QuickLRU from 'quick-lru';

/** Servers remembered at most: a handful of environments. */
const MAX_SERVERS = 32;

/** Whole seconds of an HTTP date (RFC 9110 §5.6.7); V8's own parser takes much else for a date. */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

// In the process's memory and nowhere else: another process can be on another host, with another clock.
const clocks = new QuickLRU<string, number>({ maxSize: MAX_SERVERS });

/**
 * Learns from an answer how far the server's clock is from this machine's. The newest answer counts, so a clock that
 * drifts or is set is followed.
 *
 * @param origin scheme, host and port, e.g. `https://api.offblocks.xyz`
 * @param date the answer's `Date` header; anything that is no HTTP date is passed over
 * @param receivedAt when its headers arrived, Unix milliseconds of this machine's clock
 * @returns the difference now known, see {@link clockDifference}
 */
export function noteServerDate(
	origin: string,
	date: unknown,
	receivedAt: number,
): number | undefined {
	const sent = typeof date === 'string' && IMF_FIXDATE.test(date) ? Date.parse(date) : NaN;
	if (Number.isNaN(sent)) return clockDifference(origin);
	const difference = sent - receivedAt;
	clocks.set(origin, difference);
	return difference;
}

/**
 * Milliseconds by which the server's clock is ahead of this machine's (negative: behind), as far as an answer has told
 * this process. It is the least that it can be: `Date` is cut to whole seconds and was written before the answer
 * arrived. So this machine's clock plus the difference is never later than the server's.
 */
export function clockDifference(origin: string): number | undefined {
	return clocks.get(origin);
}
