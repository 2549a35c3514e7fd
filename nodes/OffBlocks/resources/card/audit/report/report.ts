import type { CardChange } from '../../changes/CardChange';
import { count } from '../cardFacts';
import type { Summary } from '../summary';
import type { Finding } from '../types';
import {
	acceptedWords,
	auditPage,
	severityCounts,
	type AuditContent,
	type AuditWords,
} from './auditPage';
import { changesList } from './listsSection';
import { expiries, headlines, statuses } from './numbersSection';
import { number, section } from './parts';
import { activity, cardLines, trend } from './trendSection';

/** What a report is made of. */
export interface ReportContent extends AuditContent<Finding> {
	summary: Summary;
	/** Where the audit was compared with the last one. */
	changes?: readonly CardChange[];
}

/** An audit of cards as a page and in words. */
export function cardReport(content: ReportContent) {
	const words = wordsOf(content.summary);
	return { content, file: 'card-audit', words, page: () => htmlReport(content) };
}

function wordsOf(summary: Summary): AuditWords {
	return { title: 'Card audit', verdict: verdict(summary) };
}

/** An audit of cards as one page of HTML. */
export function htmlReport(content: ReportContent): string {
	const { summary, changes, calendar } = content;
	return auditPage(wordsOf(summary), content, [
		...(summary.changes
			? [section('Card changes', ...changesList(summary.changes, changes ?? [], calendar))]
			: []),
		section(
			'In numbers',
			headlines(summary),
			...trend(summary, cardLines(summary)),
			...activity(summary),
		),
		section('Cards by status', statuses(summary)),
		section('Expiries by month', expiries(summary)),
	]);
}

/** The one sentence to read if there is time for one only. */
export function verdict(summary: Summary): string {
	const { cards, findings, cardsWithFindings, bySeverity } = summary;
	if (!cards) return 'There are no cards to look at.';
	const known = acceptedWords(summary);
	if (!findings) return `Nothing to worry about on ${count(cards, 'card')}.${known}`;
	const where = `${number(cardsWithFindings)} of ${count(cards, 'card')}`;
	return `${count(findings, 'finding')} on ${where}: ${severityCounts(bySeverity)}.${known}`;
}
