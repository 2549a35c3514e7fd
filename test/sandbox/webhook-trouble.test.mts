import { ACTIVE_CARD, settle, useSubscriber } from './subscriber.mts';

const subscriber = useSubscriber();
const { subscribe, emit } = subscriber;

test('come twice on demand, with one event id', async () => {
	await subscriber.sandbox.admin.put('/settings', { webhooks: { duplicate: 1 } });
	const receiver = await subscribe(['card.updated']);
	const { eventId } = (await emit({ type: 'card.updated', cardId: ACTIVE_CARD })).data;
	const received = await receiver.waitFor(2);
	await settle(100);
	expect(received.map(({ json }) => json.eventId)).toEqual([eventId, eventId]);
});

test('come late on demand', async () => {
	await subscriber.sandbox.admin.put('/settings', { webhooks: { delayMs: 400 } });
	const receiver = await subscribe(['card.updated']);
	const before = performance.now();
	await emit({ type: 'card.updated', cardId: ACTIVE_CARD });
	const [delivery] = await receiver.waitFor(1);
	expect((delivery?.at ?? 0) - before).toBeGreaterThan(390);
});

test('come out of order on demand', async () => {
	await subscriber.sandbox.admin.put('/settings', { webhooks: { reorder: true } });
	const receiver = await subscribe(['card.updated']);
	await subscriber.client.patch(`/cards/${ACTIVE_CARD}/deactivate`);
	await subscriber.client.patch(`/cards/${ACTIVE_CARD}/activate`);
	const received = await receiver.waitFor(2);
	expect(received.map(({ json }) => json.status)).toEqual(['active', 'inactive']);
	expect(String(received[0]?.json.updatedAt) > String(received[1]?.json.updatedAt)).toBe(true);
});
