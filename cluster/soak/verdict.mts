// Whether the soak went well: each check with what it found.
import type { ProcessSample, Sample } from '../watch/sample.mts';
import type { Done } from './load.mts';
import type { Outcome } from './outcome.mts';
import { median, type Trend, trendOf } from './trend.mts';

/** In less time a slope is mostly a heap that was not collected yet. */
export const MINUTES_FOR_MEMORY = 20;
/** Of a process with 300 to 500 MB, over a night: what is surely more than this an hour is a leak. */
const LEAK_MB_PER_HOUR = 30;
/** A pool may fill, a request may be under way. */
const MORE_OPEN = 12;
const TROUBLE_IN_A_LOG =
	/unhandled ?(promise ?)?rejection|uncaught|MaxListenersExceeded|heap out of memory|FATAL/i;
/**
 * Bull, n8n's queue, has a listener on the queue for each execution whose end a process waits for (`Job.finished`), and
 * takes it off again then. With the eleventh execution under way at once Node warns, once a process: busy, not leaking.
 */
const BUSY_QUEUE =
	/MaxListenersExceededWarning.* global:(completed|failed) listeners added to \[Queue\]/;

export interface ProcessTrend {
	name: string;
	/** Of n8n itself: what is judged. The others are only shown. */
	judged: boolean;
	/** Megabytes at the end. */
	rss: number;
	rssTrend: Trend | undefined;
	heap: number | undefined;
	heapTrend: Trend | undefined;
	/** Medians of the first and the last quarter after the warm-up, and the value at rest after the load. */
	sockets: Change;
	handles: Change | undefined;
	cpuPercent: number;
}
interface Change {
	first: number;
	last: number;
	atRest: number;
}

export interface Check {
	what: string;
	good: boolean;
	/** What was found, or why it was not judged. */
	found: string;
}

/** Of every process: its trends, from the samples after the warm-up and one after the load. */
export function trendsOf(samples: Sample[], atRest: Sample): ProcessTrend[] {
	return atRest.processes.map(({ name, role }) => {
		const of = (sample: Sample) =>
			sample.processes.find((one) => one.name === name) as ProcessSample;
		const series = samples.map((sample) => ({ at: sample.at, process: of(sample) }));
		const points = (value: (process: ProcessSample) => number | undefined) =>
			series.flatMap(({ at, process }) => {
				const found = value(process);
				return found === undefined ? [] : [{ at, value: found }];
			});
		const change = (value: (process: ProcessSample) => number | undefined): Change | undefined => {
			const values = points(value).map((point) => point.value);
			const rest = value(of(atRest));
			if (values.length < 4 || rest === undefined) return undefined;
			const quarter = Math.ceil(values.length / 4);
			return {
				first: median(values.slice(0, quarter)),
				last: median(values.slice(-quarter)),
				atRest: rest,
			};
		};
		const rss = points((process) => process.rss / 2 ** 20);
		const heap = points((process) => process.heap && process.heap / 2 ** 20);
		const [from, to] = [series[0], series[series.length - 1]];
		const cpu = (to.process.cpuSeconds - from.process.cpuSeconds) / ((to.at - from.at) / 1000);
		return {
			name,
			judged: role === 'main' || role === 'worker' || role === 'webhook',
			rss: rss.at(-1)?.value ?? 0,
			rssTrend: trendOf(rss),
			heap: heap.at(-1)?.value,
			heapTrend: trendOf(heap),
			sockets: change((process) => process.sockets) ?? { first: 0, last: 0, atRest: 0 },
			handles: change((process) => process.handles),
			cpuPercent: cpu * 100,
		};
	});
}

export function checksOf({
	trends,
	done,
	outcome,
	lines,
	minutes,
}: {
	trends: ProcessTrend[];
	done: Done;
	outcome: Outcome;
	/** All that the processes printed, with the process's name in front. */
	lines: Iterable<string>;
	minutes: number;
}): Check[] {
	const judged = trends.filter((one) => one.judged);
	const lost = outcome.eventsByExecutions[0] ?? 0;
	const { success = 0, ...others } = outcome.executions;
	const { 1: once = 0, ...wrongly } = outcome.accountsByCards;
	const accepted = Object.entries(outcome.accepted);
	const troubles = [...lines].filter((line) => isTrouble(line));
	return [
		memoryCheck(judged, minutes),
		growthCheck('open sockets do not grow', judged, ({ sockets }) => sockets),
		growthCheck('open handles (timers among them) do not grow', judged, ({ handles }) => handles),
		check(
			'no unhandled rejection, no uncaught error in any log',
			troubles.length === 0,
			troubles.slice(0, 5).join('\n') || 'none',
		),
		check(
			'all work was done at the end',
			outcome.drained,
			outcome.drained ? 'nothing left' : JSON.stringify(outcome.counts.deliveries),
		),
		check(
			'every event reached an execution',
			done.events.length > 0 && lost === 0,
			`${done.events.length} events, ${lost} lost; by executions ${JSON.stringify(outcome.eventsByExecutions)}`,
		),
		check(
			'events came through every webhook processor',
			accepted.every(([, n]) => n > 0),
			accepted.map(([name, n]) => `${name} ${n}`).join(', '),
		),
		check(
			'no execution failed',
			success > 0 && Object.keys(others).length === 0,
			[JSON.stringify(outcome.executions), ...outcome.failed].join('\n'),
		),
		check(
			'each create made one card',
			once > 0 && Object.keys(wrongly).length === 0,
			JSON.stringify(outcome.accountsByCards),
		),
		check(
			'every batch came back right',
			done.failures.length === 0,
			done.failures.slice(0, 5).join('\n') ||
				`${done.batches.freeze} of freezes, ${done.batches.create} of creates, ${done.turnedAway} sent again, ${done.unanswered} without an answer (n8n's, see load.mts)`,
		),
	];
}

/** Whether a line of a log tells of an error that nobody caught, or of something that piles up. */
export const isTrouble = (line: string): boolean =>
	TROUBLE_IN_A_LOG.test(line) && !BUSY_QUEUE.test(line);

const check = (what: string, good: boolean, found: string): Check => ({ what, good, found });

function memoryCheck(trends: ProcessTrend[], minutes: number): Check {
	const what = `no memory grows by more than ${LEAK_MB_PER_HOUR} MB an hour`;
	if (minutes < MINUTES_FOR_MEMORY) {
		return check(what, true, `not judged: that takes ${MINUTES_FOR_MEMORY} minutes`);
	}
	const leaking = trends.filter(
		({ rssTrend }) => !rssTrend || rssTrend.perHour - rssTrend.margin > LEAK_MB_PER_HOUR,
	);
	return check(
		what,
		leaking.length === 0,
		leaking.map(({ name }) => name).join(', ') || 'none surely does',
	);
}

function growthCheck(
	what: string,
	trends: ProcessTrend[],
	of: (trend: ProcessTrend) => Change | undefined,
): Check {
	const growing = trends.flatMap((trend) => {
		const change = of(trend);
		if (!change) return [`${trend.name}: not measured`];
		const { first, last, atRest } = change;
		const grown = Math.max(last, atRest) - first > Math.max(MORE_OPEN, first / 4);
		return grown ? [`${trend.name}: ${first} → ${last}, at rest ${atRest}`] : [];
	});
	return check(what, growing.length === 0, growing.join(', ') || 'none does');
}
