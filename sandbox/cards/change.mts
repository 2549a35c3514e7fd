import { nanosecondStamp } from '../clock.mts';
import type { Store } from '../store/store.mts';
import type { Card } from '../types.mts';
import { queueEvent } from '../webhooks/events.mts';
import { plasticFor } from './issue.mts';
import { nextStatus, type Transition } from './states.mts';

/** Stores a card and queues its card.updated. Call it inside the change's transaction. */
export function saveCard(store: Store, card: Card): Card {
	store.entities.putCard(card);
	queueEvent(store, 'card.updated', card);
	return card;
}

/**
 * Takes a card through a transition.
 * @throws ApiError 400 where its status does not allow it
 */
export function changeCard(store: Store, card: Card, transition: Transition): Card {
	const status = nextStatus(card, transition);
	const issued =
		transition === 'issue' ? { ...plasticFor(card.id, new Date()), name: nameOn(store, card) } : {};
	return saveCard(store, { ...card, ...issued, status, updatedAt: nanosecondStamp() });
}

function nameOn(store: Store, card: Card): string {
	const account = store.entities.account(card.accountId);
	return account ? store.entities.holderOf(account) : 'Sandbox Holder';
}
