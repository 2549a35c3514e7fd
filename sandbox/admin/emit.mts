import { notFound } from '../http/errors.mts';
import { currencyOf, pendingAuthorisation } from '../payments/authorisations.mts';
import { newTransaction, onChain } from '../payments/transactions.mts';
import type { Store } from '../store/store.mts';
import type {
	Account,
	Authorisation,
	Card,
	Customer,
	EventEntities,
	Transaction,
	WebhookType,
} from '../types.mts';
import { SAMPLE } from '../world.mts';
import { queueEvent } from '../webhooks/events.mts';
import { sampleCard, storeCard } from './plant.mts';

export interface EmitRequest {
	type: WebhookType;
	/** Fields over the sample's; a card is stored with them, so that GET finds it. */
	entity?: Record<string, unknown>;
	accountId?: string;
	cardId?: string;
}

/**
 * Queues a sample event for every subscription of its type. Call it inside a transaction.
 * @returns the event's id, how many subscriptions will get it, and the entity
 */
export function emitSample(store: Store, request: EmitRequest) {
	const entity = SAMPLES[request.type](store, request);
	return { ...queueEvent(store, request.type, entity as EventEntities[WebhookType]), entity };
}

const SAMPLES: {
	[Type in WebhookType]: (store: Store, request: EmitRequest) => EventEntities[Type];
} = {
	'card.updated': cardSample,
	'account.updated': (store, request) => {
		const account = {
			...accountNamed(store, request),
			...request.entity,
			updatedAt: store.clock.nanosecondStamp(),
		} as Account;
		store.entities.accounts.put(account);
		return account;
	},
	'customer.updated': (store, request) => {
		const id = accountNamed(store, request).customerId;
		const known = store.entities.customers.get(id);
		if (!known) throw notFound('Customer');
		const customer = {
			...known,
			updatedAt: store.clock.nanosecondStamp(),
			...request.entity,
		} as Customer;
		store.entities.customers.put(customer);
		return customer;
	},
	'authorisation.updated': authorisationSample,
	'transaction.updated': (store, request) => {
		const authorisation = authorisationSample(store, { ...request, entity: undefined });
		const { accountId, cardId, id: authorisationId } = authorisation;
		const owner = { accountId, ...(cardId !== undefined && { cardId }), authorisationId };
		const transaction = {
			...onChain(newTransaction(store, owner, authorisation), 'processed'),
			...request.entity,
		} as Transaction;
		store.entities.transactions.put(transaction);
		return transaction;
	},
};

function accountNamed(store: Store, { accountId }: EmitRequest): Account {
	const account = store.entities.accounts.get(accountId ?? SAMPLE.accountId);
	if (!account) throw notFound('Account');
	return account;
}

/** The card that was named, else the account's first, else the sample one. */
function cardSample(store: Store, request: EmitRequest): Card {
	const given = request.entity as Partial<Card> | undefined;
	const id = request.cardId ?? given?.id;
	const accountId = request.accountId ?? given?.accountId;
	const known =
		id !== undefined
			? store.entities.cards.get(id)
			: accountId !== undefined
				? store.entities.cards.list('account_id', accountId)[0]
				: given === undefined
					? store.entities.cards.get(SAMPLE.cardId)
					: undefined;
	if (request.cardId !== undefined && !known) throw notFound('Card');
	return storeCard(store, {
		...(known ?? sampleCard(store, accountId)),
		...(accountId !== undefined && { accountId }),
		updatedAt: store.clock.nanosecondStamp(),
		...given,
	});
}

function authorisationSample(store: Store, request: EmitRequest): Authorisation {
	const card = cardSample(store, { ...request, entity: undefined });
	const authorisation = {
		...pendingAuthorisation(store, card, '12.50', currencyOf(store, card.accountId)),
		...request.entity,
	} as Authorisation;
	store.entities.authorisations.put(authorisation);
	return authorisation;
}
