// A straight line through samples, and how sure its slope is.

export interface Point {
	/** Unix milliseconds. */
	at: number;
	value: number;
}

export interface Trend {
	/** Change in an hour. */
	perHour: number;
	/** Half the width of the slope's 95 % confidence interval, per hour. */
	margin: number;
}

const HOUR_MS = 3_600_000;
/** Of the normal distribution; there are dozens of samples, or the margin is wide anyway. */
const Z_95 = 1.96;

/**
 * Ordinary least squares. Memory's samples depend on each other (a heap grows until it is collected), which makes
 * them count for less: the margin takes that into account by the residuals' first autocorrelation.
 * @returns undefined for fewer than four samples, or if all are of one time
 */
export function trendOf(points: readonly Point[]): Trend | undefined {
	const n = points.length;
	if (n < 4) return undefined;
	const x = points.map(({ at }) => at / HOUR_MS);
	const y = points.map(({ value }) => value);
	const [meanX, meanY] = [mean(x), mean(y)];
	const spread = sum(x.map((each) => (each - meanX) ** 2));
	if (spread === 0) return undefined;
	const slope = sum(x.map((each, i) => (each - meanX) * (y[i] - meanY))) / spread;
	const residuals = y.map((each, i) => each - meanY - slope * (x[i] - meanX));
	const squares = sum(residuals.map((each) => each ** 2));
	const together = sum(residuals.slice(1).map((each, i) => each * residuals[i]));
	const correlation = squares === 0 ? 0 : Math.min(0.95, Math.max(0, together / squares));
	const variance = squares / (n - 2) / spread;
	const inflation = (1 + correlation) / (1 - correlation);
	return { perHour: slope, margin: Z_95 * Math.sqrt(variance * inflation) };
}

/** The middle value. @throws RangeError where there is none */
export function median(values: readonly number[]): number {
	if (values.length === 0) throw new RangeError('No median of nothing');
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
