import type { Calendar } from '../../../../shared/Calendar';
import type { CardChange } from '../../changes/CardChange';
import { count } from '../cardFacts';
import type { Resolved } from '../life/compareFindings';
import type { Summary } from '../summary';
import { SEVERITIES, type Finding } from '../types';
import { evidenceLines, link } from './evidenceSection';
import { compact, html, type Html } from './Html';
import { acceptedList, changesList, shareList, resolvedList, shares } from './listsSection';
import { expiries, headlines, statuses } from './numbersSection';
import { maker, page } from './page';
import { number, section } from './parts';
import { STYLE } from './style';
import { activity, trend } from './trendSection';
import { environmentWords, minuteWords } from './words';

export { footer } from './evidenceSection';
export { page } from './page';

/** What a report is made of. */
export interface ReportContent {
	summary: Summary;
	/** Those that are open, worst first. */
	findings: readonly Finding[];
	/** Those that somebody has accepted. */
	accepted?: readonly Finding[];
	/** Where the audit was compared with the last one. */
	resolved?: readonly Resolved[];
	changes?: readonly CardChange[];
	calendar: Calendar;
}

/**
 * An audit as one page of HTML: no scripts, nothing to fetch, readable in a mail client that drops the
 * style sheet, light and dark, on paper. What is new stands first, charts last. Gmail cuts a mail off at 102 kB, and
 * what mail programs and gateways add counts: the numbers of findings and the lengths of their texts keep the page
 * below 95 kB.
 */
export function htmlReport(content: ReportContent): string {
	const { summary, changes, calendar } = content;
	const { findings, accepted = [], resolved = [] } = content;
	const isNew = ({ state }: Finding) => state === 'new' || state === 'back';
	const [fresh, open] = [findings.filter(isNew), findings.filter((one) => !isNew(one))];
	const [freshShare, openShare] = shares([fresh, open]);
	const openTitle = summary.findingChanges?.comparedWith ? 'Still open' : 'Open findings';
	const listed: Array<[string, number, () => Html[]]> = [
		['New since the last audit', fresh.length, () => shareList(freshShare, calendar)],
		[openTitle, open.length, () => shareList(openShare, calendar)],
		['Resolved since the last audit', resolved.length, () => resolvedList(resolved, calendar)],
		['Accepted', accepted.length, () => acceptedList(accepted, calendar)],
	];
	return compact(
		page('Card audit', [
			head(summary, calendar),
			...listed.flatMap(([title, found, list]) =>
				found ? [section(`${title} (${number(found)})`, ...list())] : [],
			),
			...(summary.changes
				? [section('Card changes', ...changesList(summary.changes, changes ?? [], calendar))]
				: []),
			section('In numbers', headlines(summary), ...trend(summary), ...activity(summary)),
			section('Cards by status', statuses(summary)),
			section('Expiries by month', expiries(summary)),
			section('Evidence', ...evidenceLines(summary, calendar), maker),
		]),
	);
}

function head(summary: Summary, calendar: Calendar): Html {
	const { evidence } = summary;
	const at = `${minuteWords(calendar, summary.auditedAt)} (${calendar.zone})`;
	const where = evidence ? ` · ${environmentWords(evidence)}` : '';
	const execution = evidence?.executionUrl
		? html` · ${link(evidence.executionUrl, 'Open the execution')}`
		: html``;
	const news = sinceLast(summary, calendar);
	const lead = news ?? verdict(summary);
	const rest = news
		? html`<div class="ink" style="${STYLE.text}">${verdict(summary)}</div>`
		: html``;
	return html`<tr>
		<td class="section" style="${STYLE.section}">
			<h1 class="ink" style="${STYLE.h1}">Card audit</h1>
			<div class="muted" style="${STYLE.muted}">${at}${where}${execution}</div>
			<p class="ink" style="${STYLE.verdict}">${lead}</p>
			${rest}
		</td>
	</tr>`;
}

/** The one sentence to read if there is time for one only. */
export function verdict({
	cards,
	findings,
	cardsWithFindings,
	bySeverity,
	accepted,
}: Summary): string {
	if (!cards) return 'There are no cards to look at.';
	const known = accepted ? ` ${count(accepted, 'finding')} accepted.` : '';
	if (!findings) return `Nothing to worry about on ${count(cards, 'card')}.${known}`;
	const parts = SEVERITIES.filter((name) => bySeverity[name] > 0).map(
		(name) => `${number(bySeverity[name])} ${name}`,
	);
	const where = `${number(cardsWithFindings)} of ${count(cards, 'card')}`;
	return `${count(findings, 'finding')} on ${where}: ${parts.join(', ')}.${known}`;
}

/** What differs from the last audit, undefined where there is none. */
export function sinceLast(
	{ findingChanges: told }: Summary,
	calendar: Calendar,
): string | undefined {
	if (!told?.comparedWith) return undefined;
	const parts = [`${number(told.new)} new`];
	if (told.back) parts.push(`${number(told.back)} back after being accepted`);
	parts.push(`${number(told.resolved)} resolved`, `${number(told.known)} as before`);
	return `${parts.join(', ')} since ${minuteWords(calendar, told.comparedWith)}.`;
}
