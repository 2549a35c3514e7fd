import type { Calendar } from '../../../shared/Calendar';
import { count } from '../../card/audit/cardFacts';
import { compact, html, short, type Html } from '../../card/audit/report/Html';
import { findingsList } from '../../card/audit/report/listsSection';
import { tilesOf } from '../../card/audit/report/numbersSection';
import { cell, muted, number, section, table } from '../../card/audit/report/parts';
import { footer, page } from '../../card/audit/report/report';
import { STYLE } from '../../card/audit/report/style';
import { SEVERITIES } from '../../card/audit/types';
import type { PaymentSummary } from './summary';
import type { PaymentFinding } from './types';

/** How many currencies the table names. */
const MAX_CURRENCIES = 20;

/** An audit of payments as one page of HTML, made of the same parts as that of cards. */
export function paymentReport(
	summary: PaymentSummary,
	findings: readonly PaymentFinding[],
	calendar: Calendar,
): string {
	const at = calendar.minute(Date.parse(summary.auditedAt));
	const head = html`<tr>
		<td class="section" style="${STYLE.section}">
			<h1 class="ink" style="${STYLE.h1}">Payment audit</h1>
			<div class="muted" style="${STYLE.muted}">${at} · ${calendar.zone}</div>
			<p class="ink" style="margin:12px 0 14px 0;font-size:16px">${paymentVerdict(summary)}</p>
			${tilesOf('payments', summary.transactions, summary.bySeverity)}
		</td>
	</tr>`;
	const found = findings.length ? [section('Findings', ...findingsList(findings, calendar))] : [];
	const rows = [head, ...found, section('Spent', ...spent(summary, calendar)), footer(summary)];
	return compact(page('Payment audit', rows));
}

/** The one sentence to read if there is time for one only. */
export function paymentVerdict({ transactions, findings, bySeverity }: PaymentSummary): string {
	if (!findings) {
		return transactions
			? `Nothing found in ${count(transactions, 'payment')}.`
			: 'There are no payments to look at.';
	}
	const parts = SEVERITIES.filter((name) => bySeverity[name] > 0).map(
		(name) => `${number(bySeverity[name])} ${name}`,
	);
	return `${count(findings, 'finding')} in ${count(transactions, 'payment')}: ${parts.join(', ')}.`;
}

function spent(summary: PaymentSummary, calendar: Calendar): Html[] {
	const { byCurrency, firstPaymentAt, lastPaymentAt } = summary;
	if (firstPaymentAt === null || lastPaymentAt === null) return [muted('No payments.')];
	const right = 'text-align:right;white-space:nowrap';
	const rows = byCurrency.slice(0, MAX_CURRENCIES).map(
		(money) =>
			html`<tr>
				${cell(short(money.currency, 20))}${cell(number(money.payments), right)}${cell(
					short(money.spent, 40),
					right,
				)}${cell(number(money.refunds), right)}${cell(short(money.refunded, 40), right)}
			</tr>`,
	);
	const range = [firstPaymentAt, lastPaymentAt].map((time) => calendar.day(Date.parse(time)));
	return [
		muted(
			`${count(summary.accounts, 'account')}, ${count(summary.cards, 'card')}; payments from ${range[0]} to ${range[1]}, without reversed ones.`,
		),
		table(['Currency', 'Payments', 'Spent', 'Refunds', 'Refunded'], rows),
	];
}
