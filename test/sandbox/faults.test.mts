import { request } from 'node:http';
import axios from 'axios';
import { SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';

const ADDRESS = { firstLine: 'Flat G', city: 'London', country: 'GB', postCode: 'NW6 2FG' };
const BODY = { type: 'virtual', billingAddress: ADDRESS };
const CARD = '/cards/d0000000-0000-4000-8000-000000000501';

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
	await client.token();
});
afterAll(() => sandbox?.stop());
afterEach(() => sandbox.admin.delete('/faults'));

const fault = (body: unknown) => sandbox.admin.post('/faults', body);
const newAccount = async (): Promise<string> => (await sandbox.admin.post('/accounts', {})).data.id;
const cardsOf = async (accountId: string) =>
	(await sandbox.admin.get('/cards', { params: { accountId } })).data;

test('status, with Retry-After in seconds or as a date', async () => {
	await fault({ kind: 'status', status: 429, retryAfter: 7 });
	await fault({ kind: 'status', status: 503, retryAfter: 'Wed, 21 Oct 2037 07:28:00 GMT' });
	const [first, second, third] = [
		await client.get(CARD),
		await client.get(CARD),
		await client.get(CARD),
	];
	expect([first.status, first.headers['retry-after']]).toEqual([429, '7']);
	expect([second.status, second.headers['retry-after']]).toEqual([
		503,
		'Wed, 21 Oct 2037 07:28:00 GMT',
	]);
	expect(third.status).toBe(200);
});

test('latency', async () => {
	await fault({ kind: 'latency', latencyMs: 400 });
	const before = performance.now();
	expect((await client.get(CARD)).status).toBe(200);
	expect(performance.now() - before).toBeGreaterThan(390);
});

test('a connection cut before the write: nothing took effect', async () => {
	const accountId = await newAccount();
	await fault({ kind: 'reset-before', method: 'POST' });
	await expect(client.post(`/accounts/${accountId}/cards`, BODY)).rejects.toThrow(
		/ECONNRESET|socket hang up/,
	);
	expect(await cardsOf(accountId)).toEqual([]);
});

test('a connection cut after the write: it took effect, and the key brings the answer', async () => {
	const accountId = await newAccount();
	const idempotencyKey = '5f0c6fb0-5a8e-4c4e-9d3f-0f7f6a0a7a11';
	await fault({ kind: 'reset-after', method: 'POST' });
	const send = () => client.post(`/accounts/${accountId}/cards`, BODY, { idempotencyKey });
	await expect(send()).rejects.toThrow(/ECONNRESET|socket hang up/);
	const cards = await cardsOf(accountId);
	expect(cards).toHaveLength(1);
	const { status, data, headers } = await send();
	expect([status, data, headers['idempotency-replayed']]).toEqual([201, cards[0], 'true']);
	const { data: calls } = await sandbox.admin.get('/calls');
	expect(calls.slice(-2)).toEqual([
		expect.objectContaining({
			status: 0,
			fault: 'reset-after',
			idempotencyKey,
			keyId: sandbox.info.keyId,
		}),
		expect.objectContaining({ status: 201, fault: null, idempotencyKey, replayed: true }),
	]);
	expect(await sandbox.output()).toMatch(/connection cut .* idem=5f0c6fb0 fault=reset-after/);
});

test('an answer that is cut off, empty, of another type or a web page', async () => {
	const raw = async () => {
		const { status, data, headers } = await client.get(CARD);
		return [status, typeof data, headers['content-type']];
	};
	await fault({ kind: 'malformed-json' });
	expect(await raw()).toEqual([200, 'string', 'application/json; charset=utf-8']);
	await fault({ kind: 'empty' });
	expect((await client.get(CARD)).data).toBe('');
	await fault({ kind: 'wrong-content-type' });
	expect((await client.get(CARD)).headers['content-type']).toMatch(/^text\/plain/);
	await fault({ kind: 'html' });
	const page = await client.get(CARD);
	expect([page.status, page.headers['content-type']]).toEqual([
		502,
		expect.stringMatching(/^text\/html/),
	]);
	expect(page.data).toContain('<h1>502 Bad Gateway</h1>');
});

test('an error that repeats the request', async () => {
	await fault({ kind: 'echo' });
	const echo = await client.get(CARD);
	expect(echo.status).toBe(400);
	expect(echo.data.message).toMatch(/GET \/v1\/cards\/\S+ Bearer eyJ\S+ sig=:\S+: $/);
});

test('a redirect, and an error that is far too long', async () => {
	await fault({ kind: 'redirect' });
	const redirect = await client.get(CARD);
	expect([redirect.status, redirect.headers.location]).toEqual([307, '/v1/elsewhere']);
	await fault({ kind: 'huge-error' });
	const huge = await client.get(CARD);
	expect(huge.status).toBe(500);
	expect(huge.data.message.length).toBeGreaterThan(1_000_000);
});

test('a body that comes in drops', async () => {
	await fault({ kind: 'slow-body', latencyMs: 500 });
	const before = performance.now();
	const { data } = await client.get(CARD);
	expect(data.status).toBe('active');
	expect(performance.now() - before).toBeGreaterThan(450);
	await fault({ kind: 'slow-body', latencyMs: 5_000 });
	await expect(client.get(CARD, { timeout: 300 })).rejects.toThrow(/timeout/);
});

test('times, skip, method and path choose which calls are met', async () => {
	await fault({
		kind: 'status',
		status: 500,
		method: 'get',
		path: '^/v1/accounts$',
		times: 2,
		skip: 1,
	});
	const statuses = [];
	for (const path of ['/accounts', CARD, '/accounts', '/accounts?x=1', '/accounts'])
		statuses.push((await client.get(path)).status);
	expect(statuses).toEqual([200, 200, 500, 500, 200]);
	const { data } = await sandbox.admin.get('/faults');
	expect(data).toEqual([expect.objectContaining({ kind: 'status', times: 0, hits: 2 })]);
});

test('probability 0 meets none, 1 all', async () => {
	await fault({ kind: 'status', status: 500, probability: 0, times: 5 });
	expect((await client.get(CARD)).status).toBe(200);
	await fault({ kind: 'status', status: 503, probability: 1 });
	expect((await client.get(CARD)).status).toBe(503);
});

test('a fault waits for a call that verifies', async () => {
	await fault({ kind: 'status', status: 500 });
	expect((await client.get(CARD, { keyId: 'other' })).status).toBe(400);
	expect((await client.get(CARD, { token: 'none' })).status).toBe(401);
	expect((await client.get(CARD)).status).toBe(500);
});

test('a fault can meet the log-in', async () => {
	await fault({ kind: 'status', status: 503, path: '/auth/token$' });
	await expect(client.newToken()).rejects.toMatchObject({ response: { status: 503 } });
});

test.each([
	[{ kind: 'earthquake' }, 'kind'],
	[{ kind: 'status', path: '(' }, 'regular expression'],
	[{ kind: 'status', tims: 1 }, 'tims'],
	[{}, 'kind'],
])('%j is refused', async (body, sentence) => {
	await expect(fault(body)).rejects.toMatchObject({
		response: { status: 400, data: { message: expect.stringContaining(sentence) } },
	});
});

test('the controls are not for web pages', async () => {
	const get = (headers: Record<string, string>) =>
		axios.get(`${sandbox.info.adminUrl}/info`, {
			headers,
			proxy: false,
			validateStatus: () => true,
		});
	expect((await get({ host: 'rebound.example:4010' })).status).toBe(403);
	expect((await get({ origin: 'https://example.org' })).status).toBe(403);
	expect((await get({ host: 'localhost:4010' })).status).toBe(200);
});

test('nothing but 127.0.0.1 is listened on', async () => {
	const { port } = new URL(sandbox.info.baseUrl);
	const reached = (host: string) =>
		new Promise((resolve) => {
			const probe = request({ host, port, path: '/_sandbox/info' }, () => resolve(true));
			probe.on('error', () => resolve(false)).end();
		});
	// 127.0.0.2 stands for any other address of this machine: a server on 0.0.0.0 would answer there.
	expect([await reached('127.0.0.1'), await reached('127.0.0.2')]).toEqual([true, false]);
});
