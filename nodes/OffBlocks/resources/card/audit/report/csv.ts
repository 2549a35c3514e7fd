import { plainLine } from '../../../../shared/plainLine';
import type { Evidence } from '../evidence/Evidence';
import type { Finding } from '../types';

type Column = [heading: string, value: (finding: Finding) => string | null | undefined];

const COLUMNS: Column[] = [
	['severity', ({ severity }) => severity],
	['rule', ({ title }) => title],
	['message', ({ message }) => message],
	['name', ({ card }) => card.name],
	['maskedPan', ({ maskedPan }) => maskedPan],
	['status', ({ card }) => card.status],
	['expirationDate', ({ card }) => card.expirationDate],
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

/** Repeated in each row, so that a row that is cut out still says where it comes from. */
const EVIDENCE = [
	'threshold',
	'environment',
	'scope',
	'cardsRead',
	'auditedAt',
	'timezone',
	'workflowId',
	'executionId',
	'package',
	'inputHash',
];

/** Excel takes a file without it for one in the local code page. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The findings as CSV (RFC 4180), a line each under a line of headings, UTF-8. Without findings one line says so,
 * since an empty file proves nothing. It yields often.
 *
 * @param findings those that are open, and behind them those that were accepted
 * @returns the file in pieces
 */
export function* csvOf(
	findings: readonly Finding[],
	evidence?: Evidence,
): Generator<void, string[]> {
	const headings = [...COLUMNS.map(([heading]) => heading), ...(evidence ? EVIDENCE : [])];
	const lines = [`${BYTE_ORDER_MARK}${headings.join(',')}\r\n`];
	const [thresholds, common] = evidence ? evidenceFields(evidence) : [];
	for (const finding of findings) {
		const own = COLUMNS.map(([, value]) => csvField(plainLine(value(finding) ?? '')));
		const more = common ? [csvField(thresholds?.get(finding.rule) ?? ''), ...common] : [];
		lines.push(`${[...own, ...more].join(',')}\r\n`);
		yield;
	}
	if (!findings.length && common) {
		const own = COLUMNS.map(([heading]) => (heading === 'message' ? 'No findings' : ''));
		lines.push(`${[...own, '', ...common].join(',')}\r\n`);
	}
	return lines;
}

/** The threshold of each rule that has one, and what is the same in all rows. */
function evidenceFields(evidence: Evidence): [Map<string, string>, string[]] {
	const thresholds = new Map(
		evidence.rules.flatMap(({ rule, threshold }) =>
			threshold ? [[rule, `${threshold.value} ${threshold.unit.toLowerCase()}`] as const] : [],
		),
	);
	const { environment, scope, cardsRead, auditedAt, timezone } = evidence;
	const { workflowId, executionId, inputHash } = evidence;
	const fields = [
		environment,
		typeof scope === 'string' ? scope : scope.join(' '),
		cardsRead,
		auditedAt,
		timezone,
		workflowId ?? '',
		executionId ?? '',
		evidence.package,
		inputHash,
	];
	return [thresholds, fields.map(csvField)];
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
