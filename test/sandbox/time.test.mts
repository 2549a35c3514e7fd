// The clock moved: what would have happened meanwhile happens, each at its own time.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDictionary } from 'structured-headers';
import { after } from '../../sandbox/time/duration.mts';
import { ALGORITHM, SigningClient } from '../support/client.mts';
import { startReceiver } from '../support/receiver.mts';
import { ownSandbox } from '../support/sandbox.mts';
import { useScene } from './lifeCycle.mts';

const scene = useScene();
const DAY = 86_400;
const EUR = { amount: '20.50', currency: 'EUR' };
const CARD = 'd0000000-0000-4000-8000-000000000501';

const move = async (body: object) => (await scene.sandbox.admin.post('/clock', body)).data;
const reading = async () => (await scene.sandbox.admin.get('/clock')).data;
const back = () => scene.sandbox.admin.delete('/clock');
afterEach(back);

/** A call signed by the sandbox's clock, as the nodes do it. */
async function call(method: string, path: string, body?: object, idempotencyKey?: string) {
	const now = Date.parse((await reading()).now);
	const parameters = {
		keyid: scene.sandbox.info.keyId,
		alg: ALGORITHM,
		created: new Date(now - 1_000),
		expires: new Date(now + 60_000),
	};
	return await scene.client.send(method, path, {
		body,
		parameters,
		...(idempotencyKey !== undefined && { idempotencyKey }),
	});
}
const pay = async (capture: boolean) => {
	await scene.client.newToken();
	return await call('POST', `/simulator/cards/${CARD}/authorisation`, { ...EUR, capture });
};

test('it says where it is, is set, moved, and put right again', async () => {
	expect(await reading()).toMatchObject({ offset: 0, drift: 0 });
	const to = '2031-05-06T07:08:09.000Z';
	expect((await move({ to })).now.slice(0, 19)).toBe(to.slice(0, 19));
	expect((await move({ by: '1mo' })).now.slice(0, 18)).toBe('2031-06-06T07:08:0');
	expect((await move({ by: -DAY })).now.slice(0, 18)).toBe('2031-06-05T07:08:0');
	const { data: settings } = await scene.sandbox.admin.get('/settings');
	expect(settings.clockOffset).toBe((await reading()).offset);
	expect((await back()).data).toMatchObject({ offset: 0 });
});

test.each([
	{},
	{ to: 'soon' },
	{ by: 'soon' },
	{ by: '1.5mo' },
	{ by: '9999y' },
	{ by: 1, to: '2031-05-06T07:08:09Z' },
])('%j is a 400', async (body) => {
	const { status } = await scene.sandbox.admin.post('/clock', body, { validateStatus: () => true });
	expect(status).toBe(400);
});

test.each([
	['2031-01-31T12:00:00Z', '1mo', '2031-02-28T12:00:00Z'],
	['2031-03-31T12:00:00Z', '-1mo', '2031-02-28T12:00:00Z'],
	['2032-02-29T12:00:00Z', '1y', '2033-02-28T12:00:00Z'],
	['2031-01-31T12:00:00Z', '1w', '2031-02-07T12:00:00Z'],
	['2031-01-31T12:00:00Z', '90', '2031-01-31T12:01:30Z'],
	['2031-01-31T12:00:00Z', '1.5h', '2031-01-31T13:30:00Z'],
	['2031-01-31T12:00:00Z', '2min', '2031-01-31T12:02:00Z'],
])('%s and %s is %s', (from, by, to) => {
	expect(after(Date.parse(from), by)).toBe(Date.parse(to));
});

test('a month: a hold that nobody captures is released, and its events are sent', async () => {
	const { data: hold } = await pay(false);
	await move({ by: 29 * DAY });
	await scene.untilStatuses(hold.id, ['pending']);
	const { steps } = await move({ by: 2 * DAY });
	expect(steps).toBeGreaterThanOrEqual(2);
	expect(scene.statuses(hold.id)).toEqual(['pending', 'releasing', 'released']);
	const days =
		(Date.parse(scene.receiver.received.at(-1)?.json.updatedAt as string) -
			Date.parse(hold.createdAt)) /
		1000 /
		DAY;
	expect(days).toBeCloseTo(30, 2);
});

test('asynchronous captures and settlements fall due on the way', async () => {
	await scene.sandbox.admin.put('/settings', { stepMs: 3_600_000 });
	try {
		const { data: hold } = await pay(true);
		expect(await move({ by: '30min' })).toMatchObject({ steps: 0 });
		expect(await move({ by: '40min' })).toMatchObject({ steps: 1, attempts: 1 });
		expect(scene.statuses(hold.id)).toEqual(['pending', 'capturing']);
		expect(await move({ by: '3h' })).toMatchObject({ steps: 2 });
		expect(scene.statuses(hold.id)).toEqual(['pending', 'capturing', 'captured']);
		const debit = scene.receiver.received.find(({ json }) => json.authorisationId === hold.id);
		expect(scene.statuses(String(debit?.json.id))).toEqual(['processing', 'processed']);
	} finally {
		await scene.sandbox.admin.put('/settings', { stepMs: 20 });
	}
});

test('retries of a delivery, each signed at its own time, until it is given up after a day', async () => {
	const deaf = await startReceiver(() => 503);
	await scene.client.put('/webhooks', { callbackUrl: deaf.url, types: ['account.updated'] });
	const { data } = await scene.sandbox.admin.post('/webhooks/emit', { type: 'account.updated' });
	await deaf.waitFor(1);
	await move({ by: '1mo' });
	const { data: all } = await scene.sandbox.admin.get('/webhooks/deliveries');
	const { seq } = all.find(
		(one: { eventId: string; url: string }) => one.eventId === data.eventId && one.url === deaf.url,
	);
	const { data: delivery } = await scene.sandbox.admin.get(`/webhooks/deliveries/${seq}`);
	expect(delivery).toMatchObject({
		state: 'dropped',
		attempts: deaf.received.length,
		lastStatus: 503,
	});
	const times = delivery.attempted.map(({ at }: { at: number }) => at);
	expect(times).toHaveLength(deaf.received.length);
	expect(times.length).toBeGreaterThan(12);
	// 24 hours at most, and the last ones hours apart: the vendor's pace.
	expect(times.at(-1) - times[0]).toBeLessThan(DAY * 1000);
	expect(times.at(-1) - times.at(-2)).toBeGreaterThan(3_600_000);
	const created = deaf.received.map(({ headers }) => {
		const [, parameters] = parseDictionary(String(headers['signature-input'])).get('sig') as [
			unknown,
			Map<string, number>,
		];
		return parameters.get('created');
	});
	expect(created).toEqual(times.map((at: number) => expect.closeTo(at / 1000, -0.7)));
	// Once more by hand.
	await scene.sandbox.admin.post(`/webhooks/deliveries/${seq}/again`);
	await deaf.waitFor(times.length + 1);
	await deaf.close();
	const { data: subscriptions } = await scene.client
		.get('/webhooks', { token: (await scene.client.newToken()).token })
		.then(() => call('GET', '/webhooks'));
	const { id } = subscriptions.find((one: { callbackUrl: string }) => one.callbackUrl === deaf.url);
	await call('DELETE', `/webhooks/${id}`);
});

test('tokens lapse, and an idempotency key is free again after an hour', async () => {
	await scene.client.newToken();
	const key = randomUUID();
	const deactivate = () => call('PATCH', `/cards/${CARD}/deactivate`, undefined, key);
	expect((await deactivate()).status).toBe(200);
	await move({ by: '59min' });
	expect((await deactivate()).headers['idempotency-replayed']).toBe('true');
	await move({ by: '2min' });
	expect((await deactivate()).data).toMatchObject({ error: 'token_expired' });
	await scene.client.newToken();
	expect((await deactivate()).data.message).toBe('Invalid state transition');
	expect((await call('PATCH', `/cards/${CARD}/activate`)).status).toBe(200);
});

test('a card pays until the end of its last month', async () => {
	const { data: card } = await scene.sandbox.admin
		.get('/cards')
		.then(({ data }) => ({ data: data.find(({ id }: { id: string }) => id === CARD) }));
	const [month, year] = card.expirationDate.split('/').map(Number);
	const end = Date.UTC(year, month, 1);
	await move({ to: new Date(end - 60_000).toISOString() });
	expect((await pay(false)).status).toBe(201);
	await move({ by: 61 });
	const { status, data } = await pay(false);
	expect([status, data.message]).toEqual([
		400,
		`The card expired at the end of ${card.expirationDate}.`,
	]);
});

test('a restart goes on where the clock was', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	const data = join(folder, 'sandbox.sqlite');
	let own = await ownSandbox({ data });
	try {
		await own.admin.post('/clock', { by: '90d' });
		await own.kill('SIGKILL');
		own = await ownSandbox({ data });
		const { data: there } = await own.admin.get('/clock');
		expect(there.offset).toBeCloseTo(90 * DAY, -1);
		await own.stop();
		own = await ownSandbox({ data, args: ['--clock-offset', '0'] });
		expect((await own.admin.get('/clock')).data.offset).toBeCloseTo(0, 0);
		expect((await new SigningClient(own.info).get('/accounts')).status).toBe(200);
	} finally {
		await own.stop();
		rmSync(folder, { recursive: true });
	}
});
