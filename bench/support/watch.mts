// What a running n8n holds in memory and how long it does nothing else, seen from inside while one of its nodes runs.
import type { Inspector } from './profiler.mts';

const MIB = 2 ** 20;

/** A look: when (Unix ms), bytes held, and for how long there could be none before it (ms). */
type Look = [at: number, held: number, blocked: number];

/** Looks every few milliseconds, in the process that is watched. */
const START = `globalThis.offBlocksWatch = (() => {
	const looks = [];
	let last = performance.now();
	const timer = setInterval(() => {
		const now = performance.now();
		const { heapUsed, external } = process.memoryUsage();
		looks.push([Date.now(), heapUsed + external, Math.max(0, now - last - 10)]);
		last = performance.now();
	}, 10);
	return () => (clearInterval(timer), JSON.stringify(looks));
})(); 0`;

export interface Watched {
	/** The most memory held over what was held when the node began, garbage included. */
	peakMiB: number;
	/** The longest time without a turn of the event loop. */
	blockedMs: number;
}

/** Watches a process while `work` runs in it. @param work gives when the node began and for how long it ran (Unix ms, ms) */
export async function watched<Ran extends { startedAt: number; ms: number }>(
	inspector: Inspector,
	work: () => Promise<Ran>,
): Promise<Ran & Watched> {
	await inspector.call('HeapProfiler.collectGarbage');
	await inspector.call('Runtime.evaluate', { expression: START });
	const ran = await work();
	const { result } = await inspector.call<{ result: { value: string } }>('Runtime.evaluate', {
		expression: 'offBlocksWatch()',
	});
	const all = JSON.parse(result.value) as Look[];
	const end = ran.startedAt + ran.ms;
	const looks = all.filter(([at]) => at >= ran.startedAt && at <= end + 10);
	const [, before = 0] = looks[0] ?? [];
	return {
		...ran,
		peakMiB: Math.round((Math.max(before, ...looks.map(([, held]) => held)) - before) / MIB),
		blockedMs: Math.round(Math.max(0, ...looks.map(([, , blocked]) => blocked))),
	};
}
