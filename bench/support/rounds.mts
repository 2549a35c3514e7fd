// Rounds of a comparison: whoever is measured takes turns within a round, and medians are what counts.
import { sized } from './size.mts';

export const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

/**
 * Measures each contestant once a round, in turning order; the first round warms up and does not count
 * (a tiny one has none). BENCH_ROUNDS=2 for fewer or more of them than the benchmark asks for.
 *
 * @returns by contestant, one figure a round
 */
export async function inRounds<Name extends string>(
	rounds: number,
	contestants: Record<Name, () => number | Promise<number>>,
): Promise<Record<Name, number[]>> {
	const names = Object.keys(contestants) as Name[];
	const figures = Object.fromEntries(names.map((name) => [name, [] as number[]]));
	const counted = Number(process.env.BENCH_ROUNDS ?? rounds);
	for (let round = sized(0, 1); round <= counted; round++) {
		const order = names.map((_, index) => names[(index + round) % names.length]);
		for (const name of order) {
			const figure = await contestants[name]();
			if (round > 0) figures[name].push(figure);
		}
	}
	return figures as Record<Name, number[]>;
}

/** Median of the ratios within each round: what slows a whole round down is in both. */
export function ratio(ours: number[], theirs: number[]): number {
	return median(ours.map((figure, round) => figure / theirs[round]));
}

/** The least and the most of those ratios: `1.18–1.31`. */
export function spread(ours: number[], theirs: number[]): string {
	const ratios = ours.map((figure, round) => figure / theirs[round]);
	return `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
}

/** One row of the table: `what: 1.01× its peer (target ≤ 1.02×)`. */
export function report(what: string, peer: string, figure: number, target: string): void {
	console.log(`  ${what}: ${figure.toFixed(3)}× ${peer} (target ${target})`);
}

/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
