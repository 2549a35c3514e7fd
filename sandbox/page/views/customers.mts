import type { Account, Customer } from '../../types.mts';
import { html, type Html } from '../html.mts';
import {
	badge,
	button,
	field,
	hidden,
	moment,
	select,
	shortId,
	table,
	type View,
} from '../parts.mts';

export interface CustomerRow {
	customer: Customer;
	holder: string | undefined;
	accounts: Array<{ account: Account; cards: number }>;
}

function customerActions(view: View, { id, status, externalId }: Customer): Html {
	const does = (action: string, text: string) =>
		button(view, action, text, { id }, { of: externalId });
	return html`${status === 'initiating' && does('customer.sign', 'Sign challenge')}${
		status === 'verifying' && [does('customer.verify', 'Verify'), does('customer.reject', 'Reject')]
	}${
		status === 'active' && [does('customer.deactivate', 'Deactivate'), newAccount(view, id)]
	}${status === 'inactive' && does('customer.activate', 'Activate')}`;
}

const newAccount = (view: View, id: string) =>
	html`<form method="post" action="/page/do/account.create" class="inline">
		${hidden(view, { id })}<select name="currency" aria-label="Currency">
			${['EUR', 'GBP', 'USD'].map((one) => html`<option>${one}</option>`)}
		</select>
		<button>New account</button>
	</form>`;

function accountActions(view: View, { id, status }: Account): Html {
	const does = (action: string, text: string, ask?: string) =>
		button(view, action, text, { id }, { of: `account ${id}`, ...(ask !== undefined && { ask }) });
	const open = ['pending', 'active', 'inactive'].includes(status);
	return html`${status === 'initiating' && does('account.sign', 'Sign challenge')}${
		status === 'active' && does('account.deactivate', 'Deactivate')
	}${status === 'inactive' && does('account.activate', 'Activate')}${
		open && [
			does('account.close', 'Close', 'Close this account for good?'),
			does('account.closeByIssuer', 'Close by issuer', 'Close this account for good?'),
		]
	}`;
}

export function customersView(view: View, rows: readonly CustomerRow[], total: number): Html {
	return html` <h2>New customer</h2>
		<form method="post" action="/page/do/customer.create" class="fields">
			${hidden(view)}
			${field('externalId', 'Your own ID', { placeholder: 'customer-1001', size: 20 })}
			${select('chain', 'Chain', [
				['eip155:300', 'zkSync Sepolia'],
				['eip155:421614', 'Arbitrum Sepolia'],
			])} <button class="main">Create customer</button>
		</form>
		${table(
			`The latest ${rows.length} of ${total} customers`,
			['Customer', 'Status', 'ID', 'Changed', 'Actions'],
			rows.map(
				({ customer, holder }) =>
					html`<tr>
						<th scope="row">${holder ?? customer.externalId}</th>
						<td>${badge(customer.status)}</td>
						<td>${shortId(customer.id)}</td>
						<td>${moment(customer.updatedAt)}</td>
						<td>${customerActions(view, customer)}</td>
					</tr>`,
			),
		)}
		${table(
			'Their accounts',
			['Customer', 'Status', 'Currency', 'Cards', 'ID', 'Actions'],
			rows.flatMap(({ customer, holder, accounts }) =>
				accounts.map(
					({ account, cards }) =>
						html`<tr>
							<th scope="row">${holder ?? customer.externalId}</th>
							<td>${badge(account.status)}</td>
							<td>${account.currencies?.join(', ')}</td>
							<td>
								<a href="/page/cards?account=${account.id}"
									>${cards} ${cards === 1 ? 'card' : 'cards'}</a
								>
							</td>
							<td>${shortId(account.id)}</td>
							<td>${accountActions(view, account)}</td>
						</tr>`,
				),
			),
		)}`;
}
