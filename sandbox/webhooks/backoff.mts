/** The vendor gives up after 24 hours (docs.offblocks.xyz, Webhooks). */
const GIVE_UP_MS = 24 * 3_600_000;
/** A receiver that restarts is back after one of these. */
const QUICK_MS = [1_000, 5_000];
const FIRST_MS = 30_000;
const LONGEST_MS = 4 * 3_600_000;

/**
 * How long to wait after a failed attempt: two quick retries, then exponential backoff, jittered by half.
 * @param attempts how many have failed, 1 or more
 * @param speed how many times faster than the vendor
 * @param random 0 ≤ x < 1
 * @returns milliseconds
 */
export function retryDelay(attempts: number, speed: number, random = Math.random()): number {
	const base =
		QUICK_MS[attempts - 1] ??
		Math.min(FIRST_MS * 2 ** (attempts - 1 - QUICK_MS.length), LONGEST_MS);
	return (base * (0.5 + random)) / speed;
}

/** Whether an attempt at `at` would come too late for an event of `createdAt` (Unix milliseconds). */
export function isTooLate(createdAt: number, at: number, speed: number): boolean {
	return at - createdAt > GIVE_UP_MS / speed;
}
