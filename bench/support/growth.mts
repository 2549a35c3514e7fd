// How time and memory grow with the number of items, and memory with how many are in flight.
import { readFileSync } from 'node:fs';
import { sized } from './size.mts';

const MIB = 2 ** 20;

/** Bytes that a process holds in memory (Linux). */
function residentBytes(pid: number): number {
	return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

/** The most that a process holds while something runs, over what it held before, in MiB. */
async function withPeak<T>(
	pid: number,
	work: () => Promise<T>,
): Promise<{ value: T; peak: number }> {
	const before = residentBytes(pid);
	let most = before;
	const timer = setInterval(() => (most = Math.max(most, residentBytes(pid))), 50);
	try {
		return { value: await work(), peak: (most - before) / MIB };
	} finally {
		clearInterval(timer);
	}
}

export interface Growth {
	items: number;
	concurrency: number;
	ms: number;
	msAnItem: number;
	peakMiB: number;
}

/** Items, and how many are in flight. */
const SHAPES = [
	[10, 20],
	[100, 20],
	[1_000, 20],
	[10_000, 20],
	[2_000, 5],
	[2_000, 20],
	[2_000, 50],
];

/** Prints and returns a table; `run` gives the milliseconds of one run. */
export async function growthOverItems(
	pid: number,
	run: (items: number, concurrency: number) => Promise<number>,
): Promise<Growth[]> {
	const shapes = sized(SHAPES, SHAPES.slice(0, 1));
	const table: Growth[] = [];
	for (const [items, concurrency] of shapes) {
		const { value: ms, peak } = await withPeak(pid, async () => await run(items, concurrency));
		table.push({ items, concurrency, ms, msAnItem: ms / items, peakMiB: Math.round(peak) });
	}
	console.table(table);
	return table;
}
