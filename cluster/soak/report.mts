// The soak's result for people.
import type { Check, ProcessTrend } from './verdict.mts';

/** One line a process. */
export function trendTable(trends: ProcessTrend[]): string {
	const slope = (trend: ProcessTrend['rssTrend']) =>
		trend ? `${signed(trend.perHour)} ± ${trend.margin.toFixed(0)}` : '-';
	const change = (value: ProcessTrend['handles']) =>
		value ? `${value.first} → ${value.last} (${value.atRest})` : '-';
	const rows = trends.map((one) => [
		one.name,
		`${one.cpuPercent.toFixed(0)} %`,
		`${one.rss.toFixed(0)} MB`,
		slope(one.rssTrend),
		one.heap === undefined ? '-' : `${one.heap.toFixed(0)} MB`,
		slope(one.heapTrend),
		change(one.sockets),
		change(one.handles),
	]);
	const head = [
		'',
		'cpu',
		'memory',
		'MB/h',
		'heap',
		'MB/h',
		'sockets (at rest)',
		'handles (at rest)',
	];
	const widths = head.map((_, column) =>
		Math.max(...[head, ...rows].map((row) => row[column].length)),
	);
	return [head, ...rows]
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column]))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

/** One line a check, and PASS or FAIL. */
export function checkList(checks: Check[]): string {
	const lines = checks.map(
		({ what, good, found }) => `${good ? 'ok  ' : 'FAIL'}  ${what}: ${found}`,
	);
	return [...lines, '', checks.every(({ good }) => good) ? 'PASS' : 'FAIL'].join('\n');
}

const signed = (value: number) => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(0)}`;
