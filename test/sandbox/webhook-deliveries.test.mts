import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SigningClient } from '../support/client.mts';
import { startReceiver } from '../support/receiver.mts';
import { ownSandbox } from '../support/sandbox.mts';
import { ACTIVE_CARD, settle, untilDeliveries, useSubscriber } from './subscriber.mts';

const subscriber = useSubscriber();
const { subscribe, emit } = subscriber;

test('bring the flat entity with webhookType and eventId, for the subscribed types only', async () => {
	const cards = await subscribe(['card.updated']);
	const accounts = await subscribe(['account.updated', 'transaction.updated']);
	const { data: card } = await subscriber.client.patch(`/cards/${ACTIVE_CARD}/deactivate`);
	const [delivery] = await cards.waitFor(1);
	expect(delivery).toMatchObject({ method: 'POST', url: '/hook?from=offblocks' });
	expect(delivery?.headers['content-type']).toBe('application/json');
	expect(delivery?.json).toEqual({
		webhookType: 'card.updated',
		eventId: expect.any(String),
		...card,
	});
	await subscriber.client.patch(`/cards/${ACTIVE_CARD}/activate`);
	await cards.waitFor(2);
	expect(accounts.received).toEqual([]);
});

test('a refused change brings no event', async () => {
	const receiver = await subscribe(['card.updated']);
	expect((await subscriber.client.patch(`/cards/${ACTIVE_CARD}/activate`)).status).toBe(409);
	await settle(150);
	expect(receiver.received).toEqual([]);
});

test('are repeated, the same, until a 2xx; a redirect is not followed', async () => {
	const answers: Array<number | [number, Record<string, string>]> = [
		500,
		[307, { location: '/elsewhere' }],
		404,
		204,
	];
	const receiver = await subscribe(['card.updated'], (index) => answers[index] ?? 200);
	const { eventId } = (await emit({ type: 'card.updated', cardId: ACTIVE_CARD })).data;
	const received = await receiver.waitFor(4);
	await untilDeliveries(subscriber, eventId, [
		{ state: 'delivered', attempts: 4, lastStatus: 204 },
	]);
	expect(received).toHaveLength(4);
	expect(received.map(({ text }) => text)).toEqual(Array(4).fill(received[0]?.text));
	expect(received.map(({ url }) => url)).toEqual(Array(4).fill('/hook?from=offblocks'));
});

test('are given up after 24 hours of the vendor’s time', async () => {
	// Twenty thousand times faster, 24 hours are 4.3 s, and there are 13 attempts or so.
	await subscriber.sandbox.admin.put('/settings', { speed: 20_000 });
	const receiver = await subscribe(['card.updated'], () => 500);
	const { eventId } = (await emit({ type: 'card.updated', cardId: ACTIVE_CARD })).data;
	await untilDeliveries(subscriber, eventId, [{ state: 'dropped' }]);
	const attempts = receiver.received.length;
	expect(attempts).toBeGreaterThan(5);
	await untilDeliveries(subscriber, eventId, [{ state: 'dropped', attempts }]);
});

test('to a receiver that is down are retried when it is up', async () => {
	const receiver = await startReceiver();
	await receiver.close();
	await subscriber.client.put('/webhooks', { callbackUrl: receiver.url, types: ['card.updated'] });
	const { eventId } = (await emit({ type: 'card.updated', cardId: ACTIVE_CARD })).data;
	await untilDeliveries(subscriber, eventId, [
		{ state: 'pending', lastStatus: null, lastError: 'ECONNREFUSED' },
	]);
});

test('of a deleted subscription stop', async () => {
	const receiver = await subscribe(['card.updated'], () => 500);
	await emit({ type: 'card.updated', cardId: ACTIVE_CARD });
	await receiver.waitFor(2);
	const [{ id }] = (await subscriber.client.get('/webhooks')).data;
	await subscriber.client.delete(`/webhooks/${id}`);
	await settle(50);
	const count = receiver.received.length;
	await settle(400);
	expect(receiver.received).toHaveLength(count);
});

test('what is queued outlives a crash', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	const options = { data: join(folder, 'sandbox.sqlite') };
	let own = await ownSandbox(options);
	let up = false;
	const receiver = await startReceiver(() => (up ? 200 : 503));
	try {
		const signer = new SigningClient(own.info);
		await signer.put('/webhooks', { callbackUrl: receiver.url, types: ['card.updated'] });
		await own.admin.post('/webhooks/emit', { type: 'card.updated' });
		await receiver.waitFor(1);
		await own.kill('SIGKILL');
		up = true;
		own = await ownSandbox(options);
		const [first, second] = await receiver.waitFor(2);
		expect(second?.text).toBe(first?.text);
	} finally {
		await own.stop();
		await receiver.close();
		rmSync(folder, { recursive: true });
	}
});
