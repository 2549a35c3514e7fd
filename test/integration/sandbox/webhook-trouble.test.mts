import { createHash, verify } from 'node:crypto';
import { httpbis } from 'http-message-signatures';
import { ALGORITHM } from '../../support/client.mts';
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

test('are signed on demand, so that an independent library accepts them', async () => {
	await subscriber.sandbox.admin.put('/settings', { signWebhooks: true });
	const receiver = await subscribe(['card.updated']);
	await emit({ type: 'card.updated', cardId: ACTIVE_CARD });
	const [delivery] = await receiver.waitFor(1);
	if (!delivery) throw new Error('Nothing came');
	const { webhookKeyId, webhookPublicKey } = subscriber.sandbox.info;
	const check = (change: Record<string, string> = {}) =>
		httpbis.verifyMessage(
			{
				keyLookup: async ({ keyid }) =>
					keyid !== webhookKeyId
						? null
						: {
								id: webhookKeyId,
								algs: [ALGORITHM],
								verify: async (data, signature) =>
									verify(
										'sha384',
										data,
										{ key: webhookPublicKey, dsaEncoding: 'ieee-p1363' },
										signature,
									),
							},
				requiredFields: [
					'@method',
					'@authority',
					'@path',
					'@query',
					'content-type',
					'content-digest',
				],
				requiredParams: ['created', 'keyid', 'alg'],
			},
			{
				method: 'POST',
				url: receiver.url,
				headers: { ...(delivery.headers as Record<string, string>), ...change },
			},
		);
	expect(await check()).toBe(true);
	const digest = createHash('sha256').update(delivery.text).digest('base64');
	expect(delivery.headers['content-digest']).toBe(`sha-256=:${digest}:`);
	await expect(check({ 'content-digest': 'sha-256=:AAAA:' }).catch(() => false)).resolves.not.toBe(
		true,
	);
});
