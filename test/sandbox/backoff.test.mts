import { isTooLate, retryDelay } from '../../sandbox/webhooks/backoff.mts';

const HOUR_MS = 3_600_000;
/** The middle of the jitter: the delay as it is meant. */
const MIDDLE = 0.5;

test('two quick retries, then doubling from 30 seconds to 4 hours', () => {
	const seconds = [1, 2, 3, 4, 5, 11, 12, 13, 20].map(
		(attempts) => retryDelay(attempts, 1, MIDDLE) / 1000,
	);
	expect(seconds).toEqual([1, 5, 30, 60, 120, 7_680, 14_400, 14_400, 14_400]);
});

test('jitter is half of it either way', () => {
	expect(retryDelay(3, 1, 0)).toBe(15_000);
	expect(retryDelay(3, 1, 0.999_999)).toBeCloseTo(45_000, 0);
	const delays = new Set(Array.from({ length: 20 }, () => retryDelay(3, 1)));
	expect(delays.size).toBeGreaterThan(10);
});

test('speed divides delays and the 24 hours alike', () => {
	expect(retryDelay(3, 1_000, MIDDLE)).toBe(30);
	expect(isTooLate(0, 24 * HOUR_MS, 1)).toBe(false);
	expect(isTooLate(0, 24 * HOUR_MS + 1, 1)).toBe(true);
	expect(isTooLate(0, 86_401, 1_000)).toBe(true);
	expect(isTooLate(0, 86_399, 1_000)).toBe(false);
});
