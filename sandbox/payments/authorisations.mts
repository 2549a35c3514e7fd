import { randomUUID } from 'node:crypto';
import { millisecondStamp, nanosecondStamp } from '../clock.mts';
import { badRequest } from '../http/errors.mts';
import type { Store } from '../store/store.mts';
import type { Authorisation, Card, Transaction } from '../types.mts';
import { queueEvent } from '../webhooks/events.mts';

/** The merchant of the vendor's own example (docs.offblocks.xyz, Card Authorisations). */
const MERCHANT = { id: 'TEST', name: 'Test Merchant', mcc: 9999, country: 'GB', city: 'London' };

/** `20.0` → `20`, as the vendor answers it. */
function plain(amount: string): string {
	return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}

function save(store: Store, authorisation: Authorisation): Authorisation {
	store.entities.putAuthorisation(authorisation);
	queueEvent(store, 'authorisation.updated', authorisation);
	return authorisation;
}

/** A pending authorisation of a card, not stored yet. */
export function pendingAuthorisation(card: Card, amount: string, currency: string): Authorisation {
	const now = millisecondStamp();
	return {
		id: randomUUID(),
		accountId: card.accountId,
		cardId: card.id,
		status: 'pending',
		amount: plain(amount),
		currency,
		merchantAmount: plain(amount),
		merchantCurrency: currency,
		exchangeRate: '1',
		merchant: MERCHANT,
		createdAt: now,
		updatedAt: now,
	};
}

/** @throws ApiError 400 where the amount is nothing, or the card is not active */
export function authorise(
	store: Store,
	card: Card,
	amount: string,
	currency: string,
): Authorisation {
	if (Number(amount) === 0) throw badRequest('The amount must be more than 0.');
	if (card.status !== 'active') {
		throw badRequest(
			`A card that is ${card.status} cannot pay; only one that is active can.`,
			'illegal_state',
		);
	}
	return save(store, pendingAuthorisation(card, amount, currency));
}

function requirePending({ id, status }: Authorisation, done: string): void {
	if (status !== 'pending') {
		throw badRequest(
			`Authorisation ${id} is ${status}; only a pending one can be ${done}.`,
			'illegal_state',
		);
	}
}

/** Captures an authorisation, and so makes a transaction. @throws ApiError 400 where it is not pending */
export function capture(store: Store, authorisation: Authorisation): void {
	requirePending(authorisation, 'captured');
	const now = nanosecondStamp();
	save(store, { ...authorisation, status: 'captured', updatedAt: now });
	const transaction: Transaction = {
		...authorisation,
		id: randomUUID(),
		authorisationId: authorisation.id,
		type: 'debit',
		status: 'completed',
		createdAt: now,
		updatedAt: now,
	};
	store.entities.putTransaction(transaction);
	queueEvent(store, 'transaction.updated', transaction);
}

/** Gives an authorisation's hold back. @throws ApiError 400 where it is not pending */
export function release(store: Store, authorisation: Authorisation): void {
	requirePending(authorisation, 'released');
	save(store, { ...authorisation, status: 'released', updatedAt: nanosecondStamp() });
}
