import type { Period } from '../Activity';
import type { DayNumbers } from '../life/history';
import type { AuditSummary } from '../lifeSummary';
import type { Summary } from '../summary';
import { html, type Html } from './Html';
import { muted, number } from './parts';
import { STYLE } from './style';
import { percent } from './words';

/** Something that is counted each day: its label, the number now, and that of another day. */
export type TrendLine = [label: string, now: number, valueOf: (then: DayNumbers) => number];

/** What is counted of cards. */
export function cardLines({ cards, byStatus }: Pick<Summary, 'cards' | 'byStatus'>): TrendLine[] {
	return [
		['Cards', cards, (then) => then.cards],
		...(['active', 'inactive', 'suspended'] as const).map((status): TrendLine => [
			status.replace(/^./, (first) => first.toUpperCase()),
			byStatus[status],
			(then) => then.byStatus[status],
		]),
	];
}

/**
 * Today's numbers beside those of a week and a month ago, where an audit remembered them.
 *
 * @param own what is counted besides findings
 */
export function trend(summary: AuditSummary, own: TrendLine[]): Html[] {
	const { week = null, month = null } = summary.earlier ?? {};
	const lines: TrendLine[] = [
		...own,
		['Open findings', summary.findings, ({ bySeverity }) => sum(Object.values(bySeverity))],
		[
			'of them critical or high',
			summary.bySeverity.critical + summary.bySeverity.high,
			({ bySeverity }) => bySeverity.critical + bySeverity.high,
		],
		['Accepted findings', summary.accepted, ({ accepted }) => accepted],
	];
	const rows = lines.map(([label, now, valueOf]) => [
		label,
		number(now),
		...[week, month].map((then) => (then ? signed(now - valueOf(then)) : '–')),
	]);
	const hint = week
		? []
		: [
				muted(
					summary.earlier
						? 'The changes appear once this audit has run for a week.'
						: 'Switch on Compare With Last Audit to see the change since last week and last month.',
				),
			];
	return [grid(['', 'Today', 'Since last week', 'Since last month'], rows), ...hint];
}

/** What happened in the last days and in as many before them. */
export function activity({ activity: told }: Summary): Html[] {
	const periods = [told.last7Days, told.previous7Days, told.last30Days, told.previous30Days];
	const lines: Array<[string, (period: Period) => string]> = [
		['Cards ordered', ({ ordered }) => number(ordered)],
		['Issued', ({ issued }) => number(issued)],
		['Issuance failed', ({ failed }) => number(failed)],
		[
			'Issuance success',
			({ issuanceSuccess }) => (issuanceSuccess === null ? '–' : percent(issuanceSuccess)),
		],
		['Terminated', ({ terminated }) => number(terminated)],
	];
	const rows = lines.map(([label, valueOf]) => [label, ...periods.map(valueOf)]);
	return [grid(['', '7 days', '7 before', '30 days', '30 before'], rows)];
}

/** A table of numbers. */
export function grid(headings: string[], rows: string[][]): Html {
	const head = headings.map(
		(heading, at) =>
			html`<th
				class="muted line"
				align="${at ? 'right' : 'left'}"
				style="${STYLE.num};text-align:${
					at ? 'right' : 'left'
				};color:#5b6775;font-size:12px;white-space:normal"
			>
				${heading}
			</th>`,
	);
	const lines = rows.map(
		(cells) =>
			html`<tr>
				${cells.map(
					(text, at) =>
						html`<td
							class="ink line"
							style="${STYLE.num};text-align:${at ? 'right' : 'left'};white-space:normal${
								at ? ';overflow-wrap:anywhere' : ''
							}"
						>
							${text}
						</td>`,
				)}
			</tr>`,
	);
	return html`<table
		class="keep"
		cellpadding="0"
		cellspacing="0"
		border="0"
		width="100%"
		style="${STYLE.table};margin-bottom:10px"
	>
		<tr>
			${head}
		</tr>
		${lines}
	</table>`;
}

function signed(change: number): string {
	if (change === 0) return '±0';
	return change > 0 ? `+${number(change)}` : `−${number(-change)}`;
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, one) => total + one, 0);
}
