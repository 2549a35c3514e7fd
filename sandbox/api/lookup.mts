import { notFound } from '../http/errors.mts';
import type { Account, Authorisation, Card, Customer, Webhook } from '../types.mts';
import { type Call, param } from './operation.mts';

/** The entity that a path parameter names, or a 404. */

function found<Entity>(what: string, id: string, entity: Entity | undefined): Entity {
	if (!entity) throw notFound(what, id);
	return entity;
}

export function accountOf(call: Call): Account {
	const id = param(call, 'accountId').toLowerCase();
	return found('Account', id, call.sandbox.store.entities.account(id));
}

export function cardOf(call: Call): Card {
	const id = param(call, 'cardId').toLowerCase();
	return found('Card', id, call.sandbox.store.entities.card(id));
}

export function customerOf(call: Call): Customer {
	const id = param(call, 'customerId').toLowerCase();
	return found('Customer', id, call.sandbox.store.entities.customer(id));
}

export function authorisationOf(call: Call): Authorisation {
	const id = param(call, 'authorisationId').toLowerCase();
	return found('Authorisation', id, call.sandbox.store.entities.authorisation(id));
}

export function webhookOf(call: Call): Webhook {
	const id = param(call, 'webhookId').toLowerCase();
	return found('Webhook', id, call.sandbox.store.entities.webhook(id));
}
