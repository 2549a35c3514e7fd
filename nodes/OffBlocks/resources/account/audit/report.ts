import type { Calendar } from '../../../shared/Calendar';
import { count } from '../../card/audit/cardFacts';
import { compact, html, short } from '../../card/audit/report/Html';
import { findingsList } from '../../card/audit/report/listsSection';
import { tilesOf } from '../../card/audit/report/numbersSection';
import { cell, number, section, table } from '../../card/audit/report/parts';
import { footer, page } from '../../card/audit/report/report';
import { STYLE } from '../../card/audit/report/style';
import { SEVERITIES, type FindingBase } from '../../card/audit/types';
import type { ProgrammeSummary } from './auditProgramme';

/** An audit of accounts as one page of HTML, made of the same parts as that of cards. */
export function programmeReport(
	summary: ProgrammeSummary,
	findings: readonly FindingBase[],
	calendar: Calendar,
): string {
	const at = calendar.minute(Date.parse(summary.auditedAt));
	const head = html`<tr>
		<td class="section" style="${STYLE.section}">
			<h1 class="ink" style="${STYLE.h1}">Account audit</h1>
			<div class="muted" style="${STYLE.muted}">${at} · ${calendar.zone}</div>
			<p class="ink" style="margin:12px 0 14px 0;font-size:16px">${verdict(summary)}</p>
			${tilesOf('accounts', summary.accounts, summary.bySeverity)}
		</td>
	</tr>`;
	const found = findings.length ? [section('Findings', ...findingsList(findings, calendar))] : [];
	const counts = (title: string, byStatus: Record<string, number>) =>
		section(
			title,
			table(
				['Status', 'Count'],
				Object.entries(byStatus)
					.slice(0, 20)
					.map(
						([status, of]) =>
							html`<tr>
								${cell(short(status, 60))}${cell(number(of))}
							</tr>`,
					),
			),
		);
	const numbers = [
		counts('Accounts', summary.byAccountStatus),
		counts('Customers', summary.byCustomerStatus),
	];
	return compact(page('Account audit', [head, ...found, ...numbers, footer(summary)]));
}

function verdict({ accounts, cards, findings, bySeverity }: ProgrammeSummary): string {
	const what = `${count(accounts, 'account')} and ${count(cards, 'card')}`;
	if (!findings) return `Nothing found in ${what}.`;
	const parts = SEVERITIES.filter((name) => bySeverity[name] > 0).map(
		(name) => `${number(bySeverity[name])} ${name}`,
	);
	return `${count(findings, 'finding')} in ${what}: ${parts.join(', ')}.`;
}
