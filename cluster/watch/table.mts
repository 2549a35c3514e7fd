// The live table: one line a process, rewritten in place on a terminal, a plain line now and then elsewhere.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster.mts';
import { type ProcessSample, type Sample, takeSample } from './sample.mts';

const out = process.stdout;
const TERMINAL_EVERY_MS = 2_000;
const PLAIN_EVERY_MS = 30_000;

/** Shows what the processes do until `isOver`. */
export async function watch(cluster: Cluster, isOver: () => boolean): Promise<void> {
	let before = await takeSample(cluster);
	for (let drawn = 0; ;) {
		await sleep(out.isTTY ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS);
		if (isOver()) return;
		const now = await takeSample(cluster);
		if (isOver()) return;
		const lines = out.isTTY ? tableOf(now, before) : [plainLine(now, before)];
		// Over the table of the last time.
		const up = out.isTTY && drawn > 0 ? `\x1b[${drawn}A` : '';
		const end = out.isTTY ? '\x1b[K\n' : '\n';
		out.write(up + lines.map((line) => line + end).join(''));
		drawn = lines.length;
		before = now;
	}
}

/** The table's lines, as wide as the terminal at most. */
export function tableOf(now: Sample, before: Sample): string[] {
	const rows = now.processes.map((process) => [
		process.name,
		String(process.pid),
		percent(process, now, before),
		megabytes(process),
		workOf(process, now),
		stateOf(process, now),
	]);
	const table = [['', 'pid', 'cpu', 'memory', 'work', 'state'], ...rows];
	const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
	return table.map((row) =>
		row
			.map((cell, column) => cell.padEnd(widths[column]))
			.join('  ')
			.trimEnd()
			.slice(0, out.columns ?? 120),
	);
}

/** All processes on one line, for a log. */
function plainLine(now: Sample, before: Sample): string {
	return now.processes
		.map((one) => `${one.name} ${stateOf(one, now)} ${percent(one, now, before)} ${megabytes(one)}`)
		.concat(now.processes.map((one) => workOf(one, now)).filter(Boolean))
		.join(', ');
}

function percent(process: ProcessSample, now: Sample, before: Sample): string {
	const last = before.processes.find(
		({ name, pid }) => name === process.name && pid === process.pid,
	);
	if (!last || !process.running) return '-';
	const share = (process.cpuSeconds - last.cpuSeconds) / ((now.at - before.at) / 1000);
	return `${Math.max(0, Math.round(share * 100))} %`;
}

const megabytes = ({ rss }: ProcessSample) => (rss > 0 ? `${Math.round(rss / 2 ** 20)} MB` : '-');

const count = (value: number) => value.toLocaleString('en-US');

function workOf(
	{ name, role, executions }: ProcessSample,
	{ jobs, targets, counts }: Sample,
): string {
	const target = targets?.find((one) => one.name === name);
	switch (role) {
		case 'worker':
			return executions === undefined ? '' : `${count(executions)} executions`;
		case 'webhook':
			return target
				? `${count(target.answers['2xx'])} accepted, ${count(refused(target.answers))} refused`
				: '';
		case 'main':
			return jobs ? `queue: ${count(jobs.waiting)} waiting, ${count(jobs.active)} at work` : '';
		case 'sandbox':
			return counts
				? `${count(counts.calls)} calls, ${count(counts.deliveries.delivered)} events sent, ${count(counts.deliveries.pending)} to send`
				: '';
		default:
			return '';
	}
}

const refused = (answers: Record<'4xx' | '5xx', number>) => answers['4xx'] + answers['5xx'];

function stateOf({ name, running }: ProcessSample, { targets }: Sample): string {
	if (!running) return 'ended';
	const target = targets?.find((one) => one.name === name);
	return target && !target.up ? 'not ready' : 'runs';
}
