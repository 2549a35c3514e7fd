import { notFound } from '../http/errors.mts';
import type { Account, Authorisation, Card, Customer, Transaction, Webhook } from '../types.mts';
import { type Call, param } from './operation.mts';

/** The entity that a path parameter names, or a 404 in the vendor's words. */

function found<Entity>(
	what: string,
	table: { get(id: string): Entity | undefined },
	id: string,
): Entity {
	const entity = table.get(id.toLowerCase());
	if (!entity) throw notFound(what);
	return entity;
}

export const accountOf = (call: Call): Account =>
	found('Account', call.sandbox.store.entities.accounts, param(call, 'accountId'));

export const cardOf = (call: Call): Card =>
	found('Card', call.sandbox.store.entities.cards, param(call, 'cardId'));

export const customerOf = (call: Call): Customer =>
	found('Customer', call.sandbox.store.entities.customers, param(call, 'customerId'));

export const authorisationOf = (call: Call): Authorisation =>
	found(
		'Authorisation',
		call.sandbox.store.entities.authorisations,
		param(call, 'authorisationId'),
	);

export const transactionOf = (call: Call): Transaction =>
	found('Transaction', call.sandbox.store.entities.transactions, param(call, 'transactionId'));

export const webhookOf = (call: Call): Webhook =>
	found('Webhook', call.sandbox.store.entities.webhooks, param(call, 'webhookId'));
