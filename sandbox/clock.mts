/**
 * The sandbox's clock: one for the Date header, signatures, tokens and timestamps, and the machine's unless it is
 * set otherwise. One a process, as there is one sandbox a process.
 */
let offsetMs = 0;
let drift = 0;
let setAt = 0;
let last = 0n;

/**
 * Puts the clock `offset` seconds ahead of this machine's (behind where negative), from where it gains `driftRate`
 * seconds each second.
 */
export function setClock(offset: number, driftRate: number): void {
	offsetMs = offset * 1000;
	drift = driftRate;
	setAt = Date.now();
	// A clock that was set back counts from there again.
	last = 0n;
}

/** Unix milliseconds, with a fraction where the clock drifts. */
export function now(): number {
	const machine = Date.now();
	return machine + offsetMs + drift * (machine - setAt);
}

/** Unix seconds with their fraction, as they are compared with `created` and `expires`. */
export const nowSeconds = (): number => now() / 1000;

/** Unix seconds, whole. */
export const wholeSeconds = (): number => Math.floor(nowSeconds());

/** The value of a Date header (RFC 9110 section 5.6.7). */
export const httpDate = (): string => new Date(now()).toUTCString();

/** Never two the same, so that "newer" can be read off timestamps. */
function nextNanoseconds(): bigint {
	const fraction = Math.floor((performance.now() % 1) * 1e6);
	const nanoseconds = BigInt(Math.floor(now())) * 1_000_000n + BigInt(fraction);
	last = nanoseconds > last ? nanoseconds : last + 1n;
	return last;
}

/** ISO 8601 with nanoseconds, as the vendor's updates carry them: `2024-01-12T15:12:26.923705379Z`. */
export function nanosecondStamp(): string {
	const stamp = nextNanoseconds();
	const seconds = new Date(Number(stamp / 1_000_000n)).toISOString().slice(0, 19);
	return `${seconds}.${String(stamp % 1_000_000_000n).padStart(9, '0')}Z`;
}

/** ISO 8601 with milliseconds, as creations carry them. */
export function millisecondStamp(): string {
	return new Date(Number(nextNanoseconds() / 1_000_000n)).toISOString();
}
