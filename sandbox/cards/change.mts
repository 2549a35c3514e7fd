import { badRequest } from '../http/errors.mts';
import { nextStatus } from '../states.mts';
import type { Store } from '../store/store.mts';
import type { Card } from '../types.mts';
import { queueEvent } from '../webhooks/events.mts';
import { plasticFor } from './issue.mts';
import {
	ISSUANCE,
	ISSUER_TRANSITIONS,
	type IssuerTransition,
	type Transition,
	TRANSITIONS,
} from './states.mts';

const ALL = { ...ISSUER_TRANSITIONS, ...TRANSITIONS };

/** Stores a card and queues its card.updated. Call it inside the change's transaction. */
export function saveCard(store: Store, card: Card): Card {
	store.entities.cards.put(card);
	queueEvent(store, 'card.updated', card);
	return card;
}

/** @throws ApiError 409 where the card's status does not allow the transition */
export function changeCard(
	store: Store,
	card: Card,
	transition: Transition | IssuerTransition,
): Card {
	const status = nextStatus(ALL[transition], card.status);
	return saveCard(store, { ...card, status, updatedAt: store.clock.nanosecondStamp() });
}

/**
 * Ends an issuance, as the simulator is told.
 * @throws ApiError 400 where the card is not issuing: the simulator's part of the contract lists no 409
 */
export function endIssuance(store: Store, card: Card, outcome: keyof typeof ISSUANCE): Card {
	if (card.status !== 'issuing') {
		throw badRequest(
			`Card ${card.id} is ${card.status}; only one that is issuing can be issued or fail.`,
			'illegal_state',
		);
	}
	const account = store.entities.accounts.get(card.accountId);
	const name = account ? store.entities.holderOf(account) : 'Sandbox Holder';
	const issued = outcome === 'issue' ? { ...plasticFor(card.id, store.clock.date()), name } : {};
	const status = ISSUANCE[outcome];
	return saveCard(store, { ...card, ...issued, status, updatedAt: store.clock.nanosecondStamp() });
}
