import type { Authorisation, Transaction } from '../../types.mts';
import { html, type Html } from '../html.mts';
import { badge, button, field, hidden, moment, shortId, table, type View } from '../parts.mts';

export const HOLDS = ['Time', 'Merchant', 'Amount', 'Status', 'Card', 'ID', 'Actions'];
export const TRANSACTIONS = ['Time', 'Merchant', 'Amount', 'Status', 'Card', 'ID', 'Actions'];

const money = ({
	amount,
	currency,
	merchantAmount,
	merchantCurrency,
}: Authorisation | Transaction) =>
	merchantCurrency === currency
		? `${amount} ${currency}`
		: `${amount} ${currency} (${merchantAmount} ${merchantCurrency})`;

const card = (cardId: string | undefined) =>
	cardId === undefined ? '' : html`<a href="/page/cards/${cardId}">${shortId(cardId)}</a>`;

interface AmountField {
	name: string;
	value: string;
	label: string;
	button: string;
}

const amountForm = (view: View, action: string, id: string, input: AmountField): Html =>
	html`<form method="post" action="/page/do/${action}" class="inline">
		${hidden(view, { id })}<input
			name="${input.name}"
			value="${input.value}"
			size="6"
			pattern="[0-9]+(\\.[0-9]+)?"
			aria-label="${input.label}"
			required
		/>
		<button>${input.button}</button>
	</form>`;

export const holdRow = (view: View, hold: Authorisation): Html =>
	html`<tr>
		<td>${moment(hold.createdAt)}</td>
		<td>${hold.merchant.name}, ${hold.merchant.country}</td>
		<td class="number">${money(hold)}</td>
		<td>${badge(hold.status)}</td>
		<td>${card(hold.cardId)}</td>
		<td>${shortId(hold.id)}</td>
		<td class="wide">
			${
				hold.status === 'pending' &&
				html`${button(view, 'hold.capture', 'Capture', { id: hold.id }, { of: money(hold) })}${button(
					view,
					'hold.release',
					'Release',
					{ id: hold.id },
					{ of: money(hold) },
				)}
				${amountForm(view, 'hold.amount', hold.id, {
					name: 'amount',
					value: hold.merchantAmount,
					label: 'New amount',
					button: 'Change amount',
				})}`
			}
		</td>
	</tr>`;

export const transactionRow = (view: View, one: Transaction): Html =>
	html`<tr>
		<td>${moment(one.createdAt)}</td>
		<td>${one.merchant.name}, ${one.merchant.country}</td>
		<td class="number">${one.direction === 'credit' ? 'refund ' : ''}${money(one)}</td>
		<td>${badge(one.status)}</td>
		<td>${card(one.cardId)}</td>
		<td>${shortId(one.id)}</td>
		<td>
			${
				one.status === 'processed' &&
				button(view, 'transaction.reverse', 'Reverse', { id: one.id }, { of: money(one) })
			}${
				one.direction === 'debit' &&
				one.cardId !== undefined &&
				button(view, 'transaction.refund', 'Refund', { id: one.id }, { of: money(one) })
			}
			${amountForm(view, 'transaction.fee', one.id, {
				name: 'fee',
				value: one.fees.find(({ type }) => type === 'service')?.tokenAmount ?? '0',
				label: 'Service fee in tokens',
				button: 'Set fee',
			})}
		</td>
	</tr>`;

export function paymentsView(
	view: View,
	holds: readonly Authorisation[],
	transactions: readonly Transaction[],
): Html {
	return html` <p class="hint">
			To make a payment, open a <a href="/page/cards">card</a>. Holds that are not captured within
			30 days are released.
		</p>
		${table(
			'The latest holds',
			HOLDS,
			holds.map((hold) => holdRow(view, hold)),
		)}
		${table(
			'The latest transactions',
			TRANSACTIONS,
			transactions.map((one) => transactionRow(view, one)),
		)}
		<details>
			<summary>A refund without a payment</summary>
			<form method="post" action="/page/do/refund" class="fields">
				${hidden(view)}
				${field('id', 'Card ID', { size: 36 })}${field('amount', 'Amount', {
					value: '5',
					size: 8,
				})}${field('currency', 'Currency', { value: 'EUR', size: 5 })} <button>Refund</button>
			</form>
		</details>`;
}
