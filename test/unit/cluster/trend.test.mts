import { median, trendOf } from '../../../cluster/soak/trend.mts';

const HOUR = 3_600_000;
/** Samples a minute apart. */
const series = (count: number, value: (index: number) => number) =>
	Array.from({ length: count }, (_, index) => ({ at: index * 60_000, value: value(index) }));

it('finds the slope of a line, without doubt', () => {
	const trend = trendOf(series(60, (index) => 400 + index / 2));
	expect(trend?.perHour).toBeCloseTo(30, 6);
	expect(trend?.margin).toBeCloseTo(0, 6);
});

it('agrees with a regression done by hand', () => {
	// x 0, 1, 2, 3 hours; y 1, 3, 2, 5: slope 1.1, residuals -0.1, 0.8, -1.3, 0.6, their squares 2.7.
	const points = [1, 3, 2, 5].map((value, index) => ({ at: index * HOUR, value }));
	const trend = trendOf(points);
	expect(trend?.perHour).toBeCloseTo(1.1, 10);
	// Neighbours are opposed here, which counts as independent: 1.96 · √(2.7 / 2 / 5)
	expect(trend?.margin).toBeCloseTo(1.96 * Math.sqrt(2.7 / 2 / 5), 10);
});

it('is less sure of a heap that grows and is collected than of the same values in any order', () => {
	const saw = series(60, (index) => 400 + (index % 15));
	const shuffled = series(60, (index) => 400 + ((index * 7) % 15));
	const [inOrder, mixed] = [trendOf(saw), trendOf(shuffled)];
	expect(inOrder?.margin).toBeGreaterThan(2 * (mixed?.margin ?? Infinity));
	// And so takes no saw for a leak.
	expect((inOrder?.perHour ?? 0) - (inOrder?.margin ?? 0)).toBeLessThan(0);
});

it('says nothing about three samples, or about one time', () => {
	expect(trendOf(series(3, (index) => index))).toBeUndefined();
	expect(trendOf([1, 2, 3, 4].map((value) => ({ at: 0, value })))).toBeUndefined();
});

it('gives the middle value', () => {
	expect(median([3, 1, 2])).toBe(2);
	expect(median([4, 1, 2, 3])).toBe(2.5);
	expect(() => median([])).toThrow(RangeError);
});
