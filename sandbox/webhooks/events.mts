import { randomUUID } from 'node:crypto';
import type { EventEntities, WebhookType } from '../types.mts';
import type { Entities } from '../store/entities.mts';
import type { Deliveries } from '../store/deliveries.mts';

/**
 * Queues an event for every subscription of its type. Call it inside the change's transaction.
 * @returns the event's id and how many subscriptions will get it
 */
export function queueEvent<Type extends WebhookType>(
	store: { entities: Entities; deliveries: Deliveries },
	type: Type,
	entity: EventEntities[Type],
): { eventId: string; subscriptions: number } {
	const eventId = randomUUID();
	const body = JSON.stringify({ webhookType: type, eventId, ...entity });
	const subscribed = store.entities.webhooks.list().filter(({ types }) => types.includes(type));
	for (const webhook of subscribed) store.deliveries.queue(webhook, type, eventId, body);
	return { eventId, subscriptions: subscribed.length };
}
