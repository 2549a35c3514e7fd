import type { Calendar } from '../../../../shared/Calendar';
import { count } from '../cardFacts';
import type { Resolved } from '../life/compareFindings';
import type { AuditSummary } from '../lifeSummary';
import { SEVERITIES, type FindingBase, type Severity } from '../types';
import { evidenceLines, link } from './evidenceSection';
import { compact, html, type Html } from './Html';
import { acceptedList, resolvedList, shareList, shares } from './listsSection';
import { maker, page } from './page';
import { number, section } from './parts';
import { STYLE } from './style';
import { environmentWords, minuteWords } from './words';

/** What every report of an audit is made of. */
export interface AuditContent<F extends FindingBase = FindingBase> {
	summary: AuditSummary;
	/** Those that are open, worst first. */
	findings: readonly F[];
	/** Those that somebody has accepted. */
	accepted?: readonly F[];
	/** Where the audit was compared with the last one. */
	resolved?: readonly Resolved[];
	calendar: Calendar;
}

/** What a report is called, and the one sentence to read if there is time for one only. */
export interface AuditWords {
	title: string;
	verdict: string;
}

/**
 * An audit as one page of HTML: no scripts, nothing to fetch, readable in a mail client that drops the
 * style sheet, light and dark, on paper. What is new stands first, charts last. Gmail cuts a mail off at 102 kB, and
 * what mail programs and gateways add counts: the numbers of findings and the lengths of their texts keep the page
 * below 95 kB.
 *
 * @param numbers sections between the findings and the evidence
 */
export function auditPage(words: AuditWords, content: AuditContent, numbers: Html[]): string {
	const { summary, findings, accepted = [], resolved = [], calendar } = content;
	const [fresh, open] = byNews(findings);
	const [freshShare, openShare] = shares([fresh, open]);
	const openTitle = summary.findingChanges?.comparedWith ? 'Still open' : 'Open findings';
	const listed: Array<[string, number, () => Html[]]> = [
		['New since the last audit', fresh.length, () => shareList(freshShare, calendar)],
		[openTitle, open.length, () => shareList(openShare, calendar)],
		['Resolved since the last audit', resolved.length, () => resolvedList(resolved, calendar)],
		['Accepted', accepted.length, () => acceptedList(accepted, calendar)],
	];
	return compact(
		page(words.title, [
			head(words, summary, calendar),
			...listed.flatMap(([title, found, list]) =>
				found ? [section(`${title} (${number(found)})`, ...list())] : [],
			),
			...numbers,
			section('Evidence', ...evidenceLines(summary, calendar), maker),
		]),
	);
}

/** Findings that are new or back, and the others. */
export function byNews<F extends FindingBase>(findings: readonly F[]): [fresh: F[], open: F[]] {
	const isNew = ({ state }: F) => state === 'new' || state === 'back';
	return [findings.filter(isNew), findings.filter((one) => !isNew(one))];
}

function head({ title, verdict }: AuditWords, summary: AuditSummary, calendar: Calendar): Html {
	const { evidence } = summary;
	const at = `${minuteWords(calendar, summary.auditedAt)} (${calendar.zone})`;
	const where = evidence ? ` · ${environmentWords(evidence)}` : '';
	const execution = evidence?.executionUrl
		? html` · ${link(evidence.executionUrl, 'Open the execution')}`
		: html``;
	const news = sinceLast(summary, calendar);
	const lead = news ?? verdict;
	const rest = news ? html`<div class="ink" style="${STYLE.text}">${verdict}</div>` : html``;
	return html`<tr>
		<td class="section" style="${STYLE.section}">
			<h1 class="ink" style="${STYLE.h1}">${title}</h1>
			<div class="muted" style="${STYLE.muted}">${at}${where}${execution}</div>
			<p class="ink" style="${STYLE.verdict}">${lead}</p>
			${rest}
		</td>
	</tr>`;
}

/** What differs from the last audit, undefined where there is none. */
export function sinceLast(
	{ findingChanges: told }: AuditSummary,
	calendar: Calendar,
): string | undefined {
	if (!told?.comparedWith) return undefined;
	const parts = [`${number(told.new)} new`];
	if (told.back) parts.push(`${number(told.back)} back after being accepted`);
	parts.push(`${number(told.resolved)} resolved`);
	if (told.olderThanLookBack) parts.push(`${number(told.olderThanLookBack)} now too old to report`);
	parts.push(`${number(told.known)} as before`);
	return `${parts.join(', ')} since ${minuteWords(calendar, told.comparedWith)}.`;
}

/** "2 critical, 1 low" */
export function severityCounts(bySeverity: Record<Severity, number>): string {
	return SEVERITIES.filter((name) => bySeverity[name] > 0)
		.map((name) => `${number(bySeverity[name])} ${name}`)
		.join(', ');
}

/** " 3 findings accepted." after another sentence; nothing where there are none. */
export function acceptedWords({ accepted }: AuditSummary): string {
	return accepted ? ` ${count(accepted, 'finding')} accepted.` : '';
}
