import { count } from '../../card/audit/cardFacts';
import {
	acceptedWords,
	auditPage,
	severityCounts,
	type AuditContent,
	type AuditWords,
} from '../../card/audit/report/auditPage';
import { short, html, type Html } from '../../card/audit/report/Html';
import { tilesOf } from '../../card/audit/report/numbersSection';
import { bidi, cell, number, numberCell, section, table } from '../../card/audit/report/parts';
import { trend } from '../../card/audit/report/trendSection';
import type { ProgrammeSummary } from './auditProgramme';

interface ProgrammeContent extends AuditContent {
	summary: ProgrammeSummary;
}

/** An audit of accounts as a page and in words. */
export function programmeReport(content: ProgrammeContent) {
	const { summary } = content;
	const words: AuditWords = { title: 'Account audit', verdict: verdict(summary) };
	const numbers = () => [
		section(
			'In numbers',
			tilesOf('accounts', summary.accounts, summary.bySeverity),
			...trend(summary, [['Cards', summary.cards, ({ cards }) => cards]]),
		),
		counts('Accounts', summary.byAccountStatus),
		counts('Customers', summary.byCustomerStatus),
	];
	return {
		content,
		file: 'account-audit',
		words,
		page: () => auditPage(words, content, numbers()),
	};
}

function counts(title: string, byStatus: Record<string, number>): Html {
	const rows = Object.entries(byStatus)
		.filter(([, of]) => of > 0)
		.slice(0, 20)
		.map(
			([status, of]) =>
				html`<tr>
					${cell(bidi(short(words(status), 60)))}${numberCell(number(of))}
				</tr>`,
		);
	return section(title, table(['Status', 'Count'], rows));
}

/** `Active` */
function words(status: string): string {
	return status.replace(/^./, (first) => first.toUpperCase()).replaceAll('_', ' ');
}

function verdict(summary: ProgrammeSummary): string {
	const { accounts, cards, findings, bySeverity } = summary;
	const what = `${count(accounts, 'account')} and ${count(cards, 'card')}`;
	const known = acceptedWords(summary);
	if (!findings) return `Nothing to worry about in ${what}.${known}`;
	return `${count(findings, 'finding')} in ${what}: ${severityCounts(bySeverity)}.${known}`;
}
