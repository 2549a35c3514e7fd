import { plainLine } from '../../../../shared/plainLine';
import { READS, type Evidence } from '../evidence/Evidence';
import type { FindingBase } from '../types';

/** A column of a table of such rows. */
export type Column<Row> = [heading: string, value: (row: Row) => string | null | undefined];

const WHOSE: Array<Column<FindingBase>> = [
	['severity', ({ severity }) => severity],
	['rule', ({ title }) => title],
	['message', ({ message }) => message],
	['name', ({ card }) => card?.name],
	['maskedPan', ({ maskedPan }) => maskedPan],
];

const MORE: Array<Column<FindingBase>> = [
	['status', ({ card }) => card?.status],
	['expirationDate', ({ card }) => card?.expirationDate],
	['since', ({ since }) => since],
	['cardId', ({ cardId }) => cardId],
	['accountId', ({ accountId }) => accountId],
	['findingId', ({ id }) => id],
	['state', ({ state, acceptance }) => (acceptance?.ended === false ? 'accepted' : state)],
	['firstFound', ({ firstFound }) => firstFound],
	['until', ({ acceptance }) => acceptance?.until],
	['reason', ({ acceptance }) => acceptance?.reason],
	['by', ({ acceptance }) => acceptance?.by],
	['externalId', ({ externalId }) => externalId],
	['nextStep', ({ nextStep }) => nextStep],
];

/** Excel takes a file without it for one in the local code page. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The findings as CSV (RFC 4180), a line each under a line of headings, UTF-8. Without findings one line says so,
 * since an empty file proves nothing. Where and how the audit ran is repeated in each row, so that one that is cut
 * out still says where it comes from. It yields often.
 *
 * @param findings those that are open, and behind them those that were accepted
 * @param own columns that findings of this kind have besides
 * @returns the file in pieces
 */
export function* csvOf<F extends FindingBase>(
	findings: readonly F[],
	evidence?: Evidence,
	own: ReadonlyArray<Column<F>> = [],
): Generator<void, string[]> {
	const columns: Array<Column<F>> = [...WHOSE, ...own, ...MORE];
	if (!evidence) return yield* csvTable(columns, findings);
	const rows = findings.length ? findings : [NONE as F];
	return yield* csvTable([...columns, ...evidenceColumns(evidence)], rows);
}

/** What stands in the place of findings where there are none. */
const NONE = { rule: '', message: 'No findings', card: null } as FindingBase;

/**
 * A table as CSV (RFC 4180), a line a row under a line of headings, UTF-8. It yields often.
 *
 * @returns the file in pieces
 */
export function* csvTable<Row>(
	columns: ReadonlyArray<Column<Row>>,
	rows: readonly Row[],
): Generator<void, string[]> {
	const lineOf = (cells: string[]) => `${cells.map(csvField).join(',')}\r\n`;
	const lines = [`${BYTE_ORDER_MARK}${lineOf(columns.map(([heading]) => heading))}`];
	for (const row of rows) {
		lines.push(lineOf(columns.map(([, value]) => plainLine(value(row) ?? ''))));
		yield;
	}
	return lines;
}

/** The threshold of a finding's rule, and what is the same in all rows. */
function evidenceColumns(evidence: Evidence): Array<Column<FindingBase>> {
	const thresholds = new Map(
		evidence.rules.flatMap(({ rule, threshold }) =>
			threshold ? [[rule, `${threshold.value} ${threshold.unit.toLowerCase()}`] as const] : [],
		),
	);
	const { scope } = evidence;
	const reads = READS.filter(([name]) => evidence[name] !== undefined);
	const same = (name: keyof Evidence, value = evidence[name] as string | null): Column<unknown> => [
		name,
		() => value,
	];
	return [
		['threshold', ({ rule }) => thresholds.get(rule)],
		same('environment'),
		same('scope', typeof scope === 'string' ? scope : scope.join(' ')),
		...reads.map(([name]) => same(name, String(evidence[name]))),
		same('auditedAt'),
		same('timezone'),
		same('workflowId'),
		same('executionId'),
		same('package'),
		same('inputHash'),
	];
}

/** Where a spreadsheet that separates by `;` or tabs may cut. */
const CUT = /(?<=[;\t\r\n])/;
const NOT_BEFORE_IT = /[^\s"]/;
/** What makes a formula of a cell, plain and of full width. */
const FORMULA = /[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * One field. What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV
 * Injection), and what would end the field is quoted. Excel separates by `;` where the comma is the decimal
 * sign, and then knows no quotes in the middle of a cell.
 */
export function csvField(text: unknown): string {
	const safe = withoutFormulas(String(text));
	return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Cell by cell from the last one: what a cell of blanks and quotes leads to is known then, without looking twice. */
function withoutFormulas(text: string): string {
	if (!FORMULA.test(text)) return text;
	const cells = text.split(CUT);
	let leadsToOne = false;
	for (let at = cells.length - 1; at >= 0; at--) {
		const first = NOT_BEFORE_IT.exec(cells[at])?.[0];
		// A cell of blanks and quotes alone goes on in the next one.
		if (first !== undefined) leadsToOne = FORMULA.test(first);
		if (leadsToOne) cells[at] = `'${cells[at]}`;
	}
	return cells.join('');
}
