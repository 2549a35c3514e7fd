import type { Calendar } from '../../../shared/Calendar';
import { readDecimal } from '../../../shared/decimals';
import { count } from '../../card/audit/cardFacts';
import {
	acceptedWords,
	auditPage,
	severityCounts,
	type AuditContent,
	type AuditWords,
} from '../../card/audit/report/auditPage';
import { html, short, type Html } from '../../card/audit/report/Html';
import { tilesOf } from '../../card/audit/report/numbersSection';
import {
	cell,
	money,
	muted,
	number,
	numberCell,
	section,
	table,
} from '../../card/audit/report/parts';
import { grid, trend } from '../../card/audit/report/trendSection';
import { dayWords } from '../../card/audit/report/words';
import { PAYMENT_COLUMNS } from './csv';
import type { MoneyCount } from './Money';
import type { PaymentSummary } from './summary';
import type { PaymentFinding } from './types';

/** How many currencies the tables name. */
const MAX_CURRENCIES = 20;
const MAX_COMPARED = 4;
/** From here on amounts are told in whole units where they are compared. */
const ROUNDED = 10_000;

interface PaymentContent extends AuditContent<PaymentFinding> {
	summary: PaymentSummary;
}

/** An audit of payments as a page, as a table and in words. */
export function paymentReport(content: PaymentContent) {
	const { summary, calendar } = content;
	const words: AuditWords = { title: 'Payment audit', verdict: paymentVerdict(summary) };
	const numbers = () => [
		section(
			'In numbers',
			tilesOf('payments', summary.transactions, summary.bySeverity),
			...trend(summary, [['Cards', summary.cards, ({ cards }) => cards]]),
			...lately(summary),
		),
		section('Spent', ...spent(summary, calendar)),
	];
	return {
		content,
		file: 'payment-audit',
		words,
		page: () => auditPage(words, content, numbers()),
		columns: PAYMENT_COLUMNS,
	};
}

/** The one sentence to read if there is time for one only. */
export function paymentVerdict(summary: PaymentSummary): string {
	const { transactions, findings, bySeverity } = summary;
	const known = acceptedWords(summary);
	if (!findings) {
		return transactions
			? `Nothing to worry about in ${count(transactions, 'payment')}.${known}`
			: `There are no payments to look at.${known}`;
	}
	return `${count(findings, 'finding')} in ${count(transactions, 'payment')}: ${severityCounts(bySeverity)}.${known}`;
}

/** What was paid in the last days and in as many before them, a table for each currency. */
function lately({ activity, byCurrency }: PaymentSummary): Html[] {
	const periods = [
		activity.last7Days,
		activity.previous7Days,
		activity.last30Days,
		activity.previous30Days,
	];
	return byCurrency.slice(0, MAX_COMPARED).map(({ currency }) => {
		const row = (label: string, valueOf: (count: MoneyCount) => string) => [
			label,
			...periods.map((period) => {
				const found = period.find((one) => one.currency === currency);
				return found ? valueOf(found) : '0';
			}),
		];
		return grid(
			[short(currency, 20), '7 days', '7 before', '30 days', '30 before'],
			[
				row('Payments', ({ payments }) => number(payments)),
				row('Spent', ({ spent: amount }) => rounded(amount)),
				row('Refunds', ({ refunds }) => number(refunds)),
				row('Refunded', ({ refunded }) => rounded(refunded)),
			],
		);
	});
}

function spent(summary: PaymentSummary, calendar: Calendar): Html[] {
	const { byCurrency, firstPaymentAt, lastPaymentAt } = summary;
	if (firstPaymentAt === null || lastPaymentAt === null) return [muted('No payments.')];
	const rows = byCurrency.slice(0, MAX_CURRENCIES).map(
		(one) =>
			html`<tr>
				${cell(short(one.currency, 20))}${sumCell(one.spent, count(one.payments, 'payment'))}
				${sumCell(one.refunded, count(one.refunds, 'refund'))}
			</tr>`,
	);
	const range = [firstPaymentAt, lastPaymentAt].map((time) => dayWords(calendar, time));
	return [
		muted(
			`${count(summary.accounts, 'account')}, ${count(summary.cards, 'card')}; payments from ${range[0]} to ${range[1]}, without reversed ones.`,
		),
		table(['Currency', 'Spent', 'Refunded'], rows),
	];
}

/** An amount, and below it of how many. */
function sumCell(amount: string, of: string): Html {
	return numberCell(html`${short(money(amount), 50)}${muted(of)}`);
}

/** An amount that has its place on a phone: of large ones whole units are enough beside the exact ones below. */
function rounded(amount: string): string {
	const exact = readDecimal(amount);
	return short(money(exact?.abs().gte(ROUNDED) ? exact.toFixed(0) : amount), 40);
}
