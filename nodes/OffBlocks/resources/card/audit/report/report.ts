import type { Calendar } from '../../../../shared/Calendar';
import type { CardChange } from '../../changes/CardChange';
import { count } from '../cardFacts';
import type { Summary } from '../summary';
import { SEVERITIES, type Finding } from '../types';
import { compact, html, short, type Html } from './Html';
import { changesList, findingsList } from './listsSection';
import { expiries, headlines, statuses } from './numbersSection';
import { number, section } from './parts';
import { SHEET, STYLE } from './style';

/** How many rules the footer names. */
const MAX_RULES = 60;

/** What a report is made of. */
export interface ReportContent {
	summary: Summary;
	/** Worst first. */
	findings: Finding[];
	/** Where the audit was compared with the last one. */
	changes?: CardChange[];
	calendar: Calendar;
}

/**
 * An audit as one page of HTML: no scripts, nothing to fetch, readable in a mail client that drops the
 * style sheet, light and dark, on paper. Gmail cuts a mail off at 102 kB, and what mail programs and gateways
 * add counts: the numbers of rows and the lengths of their texts keep the page below 95 kB.
 */
export function htmlReport({ summary, findings, changes, calendar }: ReportContent): string {
	const at = calendar.minute(Date.parse(summary.auditedAt));
	const head = html`<tr>
		<td class="section" style="${STYLE.section}">
			<h1 class="ink" style="${STYLE.h1}">Card audit</h1>
			<div class="muted" style="${STYLE.muted}">${at} · ${calendar.zone}</div>
			<p class="ink" style="margin:12px 0 14px 0;font-size:16px">${verdict(summary)}</p>
			${headlines(summary)}
		</td>
	</tr>`;
	const numbers = [
		section('Status', statuses(summary)),
		section('Expiries by month', expiries(summary)),
	];
	const changed = summary.changes
		? [section('What changed', ...changesList(summary.changes, changes ?? [], calendar))]
		: [];
	const found = findings.length ? [section('Findings', ...findingsList(findings, calendar))] : [];
	return compact(page('Card audit', [head, ...numbers, ...changed, ...found, footer(summary)]));
}

/** The one sentence to read if there is time for one only. */
export function verdict({ cards, findings, bySeverity }: Summary): string {
	if (!cards) return 'There are no cards to look at.';
	if (!findings) return `Nothing to worry about in ${count(cards, 'card')}.`;
	const parts = SEVERITIES.filter((name) => bySeverity[name] > 0).map(
		(name) => `${number(bySeverity[name])} ${name}`,
	);
	return `${count(findings, 'finding')} in ${count(cards, 'card')}: ${parts.join(', ')}.`;
}

export function footer({ byRule }: Pick<Summary, 'byRule'>): Html {
	const ran = Object.entries(byRule);
	const rules = ran
		.slice(0, MAX_RULES)
		.map(([name, found]) => `${short(name, 60)} ${number(found)}`);
	if (ran.length > MAX_RULES) rules.push(`and ${number(ran.length - MAX_RULES)} more`);
	return html`<tr>
		<td class="section" style="${STYLE.section};padding-bottom:24px">
			<div class="muted line" style="${STYLE.muted};border-top:1px solid #e8ecf1;padding-top:12px">
				Rules and what they found: ${rules.join(' · ') || 'none'}.<br />Card numbers are masked.
				Made by the OffBlocks node for n8n.
			</div>
		</td>
	</tr>`;
}

/** Rows of sections as one page. */
export function page(title: string, rows: Html[]): Html {
	return html`<!DOCTYPE html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<meta name="supported-color-schemes" content="light dark" />
				<title>${title}</title>
				${SHEET}
			</head>
			<body style="${STYLE.body}">
				<table
					role="presentation"
					class="back"
					cellpadding="0"
					cellspacing="0"
					border="0"
					width="100%"
					bgcolor="#eef1f5"
				>
					<tr>
						<td align="center" style="padding:16px 8px">
							<table
								role="presentation"
								class="page"
								cellpadding="0"
								cellspacing="0"
								border="0"
								width="720"
								bgcolor="#ffffff"
								style="${STYLE.page}"
							>
								${rows}
							</table>
						</td>
					</tr>
				</table>
			</body>
		</html> `;
}
