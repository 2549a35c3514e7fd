import type { FastifyInstance } from 'fastify';
import { clockOf } from '../admin/clock.mts';
import { infoOf } from '../admin/info.mts';
import { FINAL_STATES } from '../cards/states.mts';
import { currencyOf } from '../payments/authorisations.mts';
import type { Sandbox } from '../sandbox.mts';
import type { Store } from '../store/store.mts';
import type { Account, Card } from '../types.mts';
import { html } from './html.mts';
import type { Page } from './layout.mts';
import type { View } from './parts.mts';
import { callsView, callView } from './views/calls.mts';
import { cardsView, cardView } from './views/cards.mts';
import { connectView } from './views/connect.mts';
import { controlsView } from './views/controls.mts';
import { customersView } from './views/customers.mts';
import { paymentsView } from './views/payments.mts';
import { deliveryView, webhooksView } from './views/webhooks.mts';

const SHOWN = 100;
const CALLS_SHOWN = 200;
/** Of so many accounts it is looked up whether a card can be issued. */
const LOOKED_AT = 200;

/** @returns undefined where what the path names is not there */
type Draw = (
	sandbox: Sandbox,
	view: View,
	given: Record<string, string | undefined>,
	app: FastifyInstance,
) => Page | undefined;

function holderOf({ entities }: Store, card: Card): string {
	const account = entities.accounts.get(card.accountId);
	return account ? entities.holderOf(account) : '';
}

/** Active accounts that can have another virtual card, those without any card first. */
function freeAccounts({ entities }: Store): Array<readonly [Account, string]> {
	return entities.accounts
		.latest(LOOKED_AT)
		.filter(({ status }) => status === 'active')
		.map((account) => ({ account, cards: entities.cards.list('account_id', account.id) }))
		.filter(({ cards }) =>
			cards.every(({ type, status }) => type !== 'virtual' || FINAL_STATES.has(status)),
		)
		.sort((one, other) => one.cards.length - other.cards.length)
		.map(({ account }) => [account, entities.holderOf(account)] as const);
}

function cardPage({ store }: Sandbox, view: View, id = ''): Page | undefined {
	const { cards, authorisations, transactions } = store.entities;
	const card = cards.get(id);
	if (!card) return undefined;
	const body = cardView(
		view,
		card,
		holderOf(store, card),
		authorisations.latest(SHOWN, 'card_id', id),
		transactions.latest(SHOWN, 'card_id', id),
		currencyOf(store, card.accountId),
	);
	return { title: `Card ${card.maskedPan?.slice(-4) ?? id.slice(0, 8)}`, body };
}

/** What is at each path. */
export const pages: Readonly<Record<string, Draw>> = {
	'/': ({ calls }) => ({
		title: 'Calls',
		body: callsView(calls.since(0, CALLS_SHOWN), calls.finished),
	}),
	'/page/calls/:id': ({ calls }, _, { id = '' }) => {
		const call = calls.get(id);
		return call && { title: `${call.method} ${call.path}`, body: callView(call) };
	},
	'/page/cards': ({ store }, view, { account }) => {
		const { cards } = store.entities;
		const list = account === undefined ? cards.latest(SHOWN) : cards.list('account_id', account);
		const rows = list.map((card) => [card, holderOf(store, card)] as const);
		return { title: 'Cards', body: cardsView(view, rows, cards.count(), freeAccounts(store)) };
	},
	'/page/cards/:id': (sandbox, view, { id }) => cardPage(sandbox, view, id),
	'/page/customers': ({ store }, view) => {
		const { customers, accounts, cards } = store.entities;
		const rows = customers.latest(SHOWN).map((customer) => ({
			customer,
			holder: store.entities.holderName(customer.id),
			accounts: accounts
				.list('customer_id', customer.id)
				.map((account) => ({ account, cards: cards.list('account_id', account.id).length })),
		}));
		return { title: 'Customers', body: customersView(view, rows, customers.count()) };
	},
	'/page/payments': ({ store }, view) => {
		const { authorisations, transactions } = store.entities;
		const body = paymentsView(view, authorisations.latest(SHOWN), transactions.latest(SHOWN));
		return { title: 'Payments', body };
	},
	'/page/webhooks': ({ store }, view) => ({
		title: 'Webhooks',
		body: webhooksView(
			view,
			store.entities.webhooks.list(),
			store.deliveries.list(SHOWN).reverse(),
		),
	}),
	'/page/webhooks/:seq': ({ store: { deliveries } }, view, { seq }) => {
		const delivery = deliveries.get(Number(seq));
		return (
			delivery && {
				title: `Delivery of ${delivery.type}`,
				body: deliveryView(view, delivery, deliveries.attemptsOf(delivery.seq)),
			}
		);
	},
	'/page/controls': (sandbox, view) => ({
		title: 'Controls',
		body: controlsView(view, clockOf(sandbox), sandbox.faults.list(), sandbox.settings),
	}),
	'/page/connect': (sandbox, _, __, app) => ({
		title: 'Connect',
		body: connectView(infoOf(sandbox, app.server.address())),
	}),
	'/docs': () => ({
		title: 'The API',
		scripts: ['swagger-ui-bundle.js', 'docs.js'],
		styles: ['swagger-ui.css', 'docs.css'],
		body: html`<p class="hint">
				All 46 operations of the vendor’s contract, in the sandbox’s own words; to read, because
				this page does not sign. As a file: <a href="/openapi.yaml">openapi.yaml</a>
			</p>
			<div id="viewer">
				<noscript><p>The viewer needs scripts; the file does not.</p></noscript>
			</div>`,
	}),
};
