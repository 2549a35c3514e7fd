import type { Account, Authorisation, Card, Transaction } from '../../types.mts';
import { html, type Html } from '../html.mts';
import {
	badge,
	button,
	facts,
	field,
	hidden,
	json,
	moment,
	select,
	shortId,
	table,
	type View,
} from '../parts.mts';
import { holdRow, HOLDS, transactionRow, TRANSACTIONS } from './payments.mts';

type Kind = 'API' | 'Simulator' | 'Issuer';

/** What can be done to a card in a state: by the API, the vendor's simulator, and the issuer. */
const ACTIONS: ReadonlyArray<
	readonly [
		from: ReadonlyArray<Card['status']>,
		kind: Kind,
		action: string,
		text: string,
		ask?: string,
	]
> = [
	[['issuing'], 'Simulator', 'card.issue', 'Approve issuance'],
	[['issuing'], 'Simulator', 'card.fail', 'Fail issuance'],
	[['inactive'], 'API', 'card.activate', 'Activate'],
	[['active'], 'API', 'card.deactivate', 'Deactivate'],
	[
		['issuing', 'active', 'inactive', 'suspended'],
		'API',
		'card.terminate',
		'Terminate',
		'Terminate this card for good?',
	],
	[['active'], 'Issuer', 'card.suspend', 'Suspend'],
	[['suspended'], 'Issuer', 'card.restore', 'Restore'],
	[['active', 'suspended'], 'Issuer', 'card.block', 'Block', 'Block this card for good?'],
	[
		['issuing', 'active', 'inactive', 'suspended'],
		'Issuer',
		'card.close',
		'Close',
		'Close this card for good?',
	],
];

function actions(view: View, card: Card): Html[] {
	return (['API', 'Simulator', 'Issuer'] as const).flatMap((kind) => {
		const possible = ACTIONS.filter(([from, of]) => of === kind && from.includes(card.status));
		if (possible.length === 0) return [];
		const buttons = possible.map(([, , action, text, ask]) =>
			button(
				view,
				action,
				text,
				{ id: card.id },
				{ of: `card ${card.maskedPan ?? card.id}`, ...(ask !== undefined && { ask }) },
			),
		);
		return [html`<div class="actions"><strong>${kind}</strong> ${buttons}</div>`];
	});
}

const cardRow = (card: Card, holder: string): Html =>
	html`<tr>
		<td><a href="/page/cards/${card.id}">${card.maskedPan ?? html`not issued yet`}</a></td>
		<td>${badge(card.status)}</td>
		<td>${card.type}</td>
		<td>${card.name ?? holder}</td>
		<td>${card.expirationDate ?? ''}</td>
		<td>${shortId(card.id)}</td>
		<td>${moment(card.updatedAt)}</td>
	</tr>`;

/** @param free active accounts that can have another virtual card, with the holder's name */
export function cardsView(
	view: View,
	cards: ReadonlyArray<readonly [Card, string]>,
	total: number,
	free: ReadonlyArray<readonly [Account, string]>,
): Html {
	return html` <h2>Issue a card</h2>
		<form method="post" action="/page/do/card.create" class="fields">
			${hidden(view)}
			${select(
				'account',
				'Account',
				free.map(([{ id, currencies }, holder]) => [
					id,
					`${holder}, ${currencies?.[0] ?? ''} (${id.slice(0, 8)})`,
				]),
			)}
			${select('type', 'Type', [
				['virtual', 'Virtual'],
				['physical', 'Physical'],
			])}
			<button class="main">Issue card</button>
		</form>
		${table(
			`The latest ${cards.length} of ${total} cards`,
			['Number', 'Status', 'Type', 'Name', 'Expires', 'ID', 'Changed'],
			cards.map(([card, holder]) => cardRow(card, holder)),
		)}`;
}

export function cardView(
	view: View,
	card: Card,
	holder: string,
	holds: readonly Authorisation[],
	transactions: readonly Transaction[],
	currency: string,
): Html {
	return html` ${facts([
			['Status', badge(card.status)],
			['Number', card.maskedPan ?? 'not issued yet'],
			['Name', card.name ?? holder],
			['Type', card.type],
			['Network', card.network],
			['Expires', card.expirationDate],
			['Account', html`<code>${card.accountId}</code>`],
			['ID', html`<code>${card.id}</code>`],
			['Changed', moment(card.updatedAt)],
		])}
		${actions(view, card)}
		${
			card.status === 'active' &&
			html`<h2>Pay</h2>
				<form method="post" action="/page/do/pay" class="fields">
					${hidden(view, { id: card.id })}
					${field('amount', 'Amount', { value: '12.50', pattern: '[0-9]+(\\.[0-9]+)?', size: 8 })}
					${field('currency', 'Currency', { value: currency, pattern: '[A-Z]{3}', size: 5 })}
					${field('merchant', 'Merchant', { value: 'Corner Shop', size: 16 })}
					${field('mcc', 'Category (MCC)', { value: '5411', pattern: '[0-9]{1,4}', size: 6 })}
					${field('country', 'Country', { value: 'GB', pattern: '[A-Z]{2}', size: 4 })}
					${select('capture', 'Then', [
						['yes', 'capture it'],
						['no', 'leave it on hold'],
					])}
					<button class="main">Pay</button>
				</form>`
		}
		${table(
			'Holds',
			HOLDS,
			holds.map((hold) => holdRow(view, hold)),
		)}
		${table(
			'Transactions',
			TRANSACTIONS,
			transactions.map((one) => transactionRow(view, one)),
		)}
		<details>
			<summary>As the API returns it</summary>
			${json(card)}
		</details>`;
}
