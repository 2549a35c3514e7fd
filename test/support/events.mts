// Deliveries as OffBlocks sends them.
import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { SigningClient } from './client.mts';
import type { OffBlocks } from './offblocks.mts';

/** A card event's body about a card of the sandbox, as it is there. */
export async function cardEvent(api: OffBlocks, change: IDataObject = {}): Promise<IDataObject> {
	const accountId = await api.newAccount();
	await api.newCard({ accountId });
	const [card] = await api.cardsOf(accountId);
	return { webhookType: 'card.updated', eventId: randomUUID(), ...card, ...change };
}

/** An event's body about a thing of the sandbox, of any type, as it is there. It also goes to who has subscribed. */
export async function eventOf(api: OffBlocks, type: string): Promise<IDataObject> {
	const { data } = await api.sandbox.admin.post('/webhooks/emit', { type });
	return { webhookType: type, eventId: randomUUID(), ...data.entity };
}

/** The entity that an event's body is about. */
export function entityOf(event: IDataObject): IDataObject {
	const entity = { ...event };
	delete entity.webhookType;
	delete entity.eventId;
	return entity;
}

/** The subscriptions that the sandbox has. */
export async function subscriptions(api: OffBlocks): Promise<Subscription[]> {
	const { data } = await new SigningClient(api.sandbox.info).get('/webhooks');
	return data as Subscription[];
}

export interface Subscription {
	id: string;
	callbackUrl: string;
	types: string[];
}
