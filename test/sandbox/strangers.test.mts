// What nobody should send, sent: by web pages elsewhere, by hand, by programs that hang.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { SigningClient } from '../support/client.mts';
import { eventually } from '../support/eventually.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';

const FULL = process.env.TESTS_FULL === '1';
const CARD = 'd0000000-0000-4000-8000-000000000501';
const ACCOUNT = 'a0000000-0000-4000-8000-000000000001';

let sandbox: Sandbox;
let host: string;
beforeAll(async () => {
	sandbox = await startSandbox();
	host = new URL(sandbox.info.baseUrl).host;
});
afterAll(async () => {
	await sandbox?.stop();
	expect(await sandbox?.output()).not.toContain('SANDBOX FAULT');
});

const send = async (
	method: string,
	path: string,
	data?: unknown,
	headers: Record<string, string> = {},
) =>
	axios.request({
		method,
		url: `${sandbox.info.adminUrl}${path}`,
		data,
		proxy: false,
		validateStatus: () => true,
		headers: { ...(data !== undefined && { 'content-type': 'application/json' }), ...headers },
	});
const state = async () => ({ ...(await sandbox.admin.get('/dump')).data, clock: undefined });

/** All of the sandbox's own routes. */
const ROUTES = `
	GET /info, GET /signing-key, GET /calls, GET /calls/x, DELETE /calls, GET /faults, POST /faults, DELETE /faults,
	POST /tokens/expire, POST /credentials, POST /verification-key, GET /clock, POST /clock, DELETE /clock, GET /settings,
	PUT /settings, PATCH /settings, POST /cards/${CARD}/suspend, POST /cards/${CARD}/restore, POST /cards/${CARD}/block,
	POST /cards/${CARD}/close, POST /accounts/${ACCOUNT}/close, POST /payments, PATCH /authorisations/x, POST /refunds,
	POST /transactions/x/reverse, PUT /transactions/x/fees, POST /accounts, PATCH /accounts/${ACCOUNT}, POST /cards,
	PATCH /cards/${CARD}, GET /cards, POST /reset, GET /dump, POST /seed, POST /webhooks/emit, GET /webhooks/deliveries,
	GET /webhooks/deliveries/1, POST /webhooks/deliveries/1/again, GET /counts`
	.split(',')
	.map((route) => route.trim().split(' ') as [string, string]);

test('no control is for a rebound name or a web page', async () => {
	const before = await state();
	const { keyId } = (await sandbox.admin.get('/info')).data;
	for (const [method, path] of ROUTES) {
		for (const headers of [
			{ host: 'rebound.example' },
			{ host: `127.0.0.1.rebound.example:${host.split(':')[1]}` },
			{ host: 'localhost@rebound.example' },
			{ origin: 'http://evil.example' },
			{ origin: 'null' },
			{ origin: `http://${host}` },
		] as Array<Record<string, string>>) {
			const { status, data } = await send(method, path, undefined, headers);
			expect([method, path, headers, status, data.error]).toEqual([
				method,
				path,
				headers,
				403,
				'not_loopback',
			]);
		}
	}
	expect(await state()).toEqual(before);
	expect((await sandbox.admin.get('/info')).data.keyId).toBe(keyId);
});

test.each<[string, string, unknown]>([
	['POST', '/cards', 'null'],
	['POST', '/cards', '[]'],
	['POST', '/cards', '"x"'],
	['POST', '/cards', '{"__proto__": {"status": "blocked"}}'],
	['POST', '/cards', '{'],
	['POST', '/cards', undefined],
	['POST', '/accounts', 'null'],
	['PATCH', `/cards/${CARD}`, 'null'],
	['PATCH', `/cards/${CARD}`, '[1]'],
	['POST', '/faults', { kind: 'status', retryAfter: 'soon\r\nX-Injected: 1' }],
	['POST', '/faults', { kind: 'latency', latencyMs: 1e12 }],
	['POST', '/faults', { kind: 'status', path: '(' }],
	['PUT', '/settings', { webhooks: { delayMs: 1e18 } }],
	['PUT', '/settings', { tokenTtl: 1e308 }],
	['PUT', '/settings', { stepMs: 1e300 }],
	['PUT', '/settings', { speed: 0 }],
	['POST', '/seed', { cards: 1e15 }],
	['POST', '/clock', { by: 1e300 }],
])('%s %s with %.60j is refused in words', async (method, path, body) => {
	const before = await state();
	const { status, data } = await send(method, path, body);
	expect([status, typeof data.message]).toEqual([400, 'string']);
	expect(await state()).toEqual(before);
});

test('a body that is too long is refused in words', async () => {
	const before = await state();
	const body = { name: 'x'.repeat(2_000_000) };
	// Who is still sending may see the connection end before the answer.
	const { status, data } = await eventually(async () => await send('POST', '/cards', body));
	expect([status, typeof data.message]).toEqual([400, 'string']);
	expect(await state()).toEqual(before);
});

test.each([
	'x',
	'%00',
	'%',
	'__proto__',
	"'%20OR%201=1%20--",
	'd'.repeat(5_000),
	'..%2f..%2freset',
])('the id %.20s leads nowhere', async (id) => {
	for (const path of [
		`/cards/${id}/suspend`,
		`/accounts/${id}/close`,
		`/transactions/${id}/reverse`,
	])
		expect([400, 404, 414]).toContain((await send('POST', path)).status);
	for (const path of [`/calls/${id}`, `/webhooks/deliveries/${id}`])
		expect([400, 404, 414]).toContain((await send('GET', path)).status);
	for (const path of ['cards', 'calls', 'webhooks']) {
		const url = `http://${host}/page/${path}/${id}`;
		const { status } = await axios.get(url, { proxy: false, validateStatus: () => true });
		expect([400, 404, 414]).toContain(status);
	}
});

test('ids count the same in upper and lower case', async () => {
	const taken = await send('POST', '/cards', { id: CARD.toUpperCase() });
	expect([taken.status, taken.data.error]).toEqual([409, 'id_taken']);
	expect((await send('POST', '/accounts', { id: ACCOUNT.toUpperCase() })).status).toBe(409);
	const id = 'AAAAAAAA-0000-4000-8000-00000000000A';
	expect((await send('POST', '/cards', { id, accountId: ACCOUNT.toUpperCase() })).status).toBe(201);
	const client = new SigningClient(sandbox.info);
	expect((await client.get(`/cards/${id}`)).data).toMatchObject({
		id: id.toLowerCase(),
		accountId: ACCOUNT,
	});
	expect((await send('POST', `/cards/${CARD.toUpperCase()}/suspend`)).status).toBe(200);
	expect((await send('POST', `/cards/${CARD}/restore`)).status).toBe(200);
});

test('a receiver that never answers does not hold up the clock', async () => {
	const silent = createServer(() => undefined).listen(0, '127.0.0.1');
	await once(silent, 'listening');
	const { port } = silent.address() as AddressInfo;
	const client = new SigningClient(sandbox.info);
	const callbackUrl = `http://127.0.0.1:${port}/`;
	const { data } = await client.put('/webhooks', { callbackUrl, types: ['card.updated'] });
	for (let sent = 0; sent < 10; sent += 1)
		await send('POST', '/webhooks/emit', { type: 'card.updated' });
	// Each is tried for a day: about 16 attempts.
	const { data: passed } = await send('POST', '/clock', { by: '1y' });
	expect(passed.attempts).toBeGreaterThan(100);
	const { data: counts } = await send('GET', '/counts');
	expect(counts.deliveries).toMatchObject({ pending: 0, dropped: 10 });
	await send('DELETE', '/clock');
	await client.delete(`/webhooks/${data.id}`);
	silent.close();
});

(FULL ? test : test.skip)('a request that trickles in is cut off', async () => {
	const { hostname, port } = new URL(`http://${host}`);
	const socket = connect(Number(port), hostname);
	await once(socket, 'connect');
	socket.write(`POST /_sandbox/cards HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000\r\n\r\n{`);
	const drops = setInterval(() => socket.write(' '), 500);
	socket.resume();
	await once(socket, 'close');
	clearInterval(drops);
});
