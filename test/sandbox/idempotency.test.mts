import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SigningClient } from '../support/client.mts';
import { type OwnSandbox, ownSandbox } from '../support/sandbox.mts';

const ADDRESS = { firstLine: 'Flat G', city: 'London', country: 'GB', postCode: 'NW6 2FG' };
const BODY = { type: 'virtual', billingAddress: ADDRESS };

let folder: string;
let sandbox: OwnSandbox;
let client: SigningClient;

const start = async () => {
	sandbox = await ownSandbox({ data: join(folder, 'sandbox.sqlite') });
	client = new SigningClient(sandbox.info);
};

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	await start();
});
afterAll(async () => {
	await sandbox?.stop();
	rmSync(folder, { recursive: true });
});
afterEach(() => sandbox.admin.delete('/faults'));

const newAccount = async (): Promise<string> => (await sandbox.admin.post('/accounts', {})).data.id;
const cardsOf = async (accountId: string) =>
	(await sandbox.admin.get('/cards', { params: { accountId } })).data;

test('the same key and payload bring the same answer and no second card', async () => {
	const accountId = await newAccount();
	const path = `/accounts/${accountId}/cards`;
	const idempotencyKey = randomUUID();
	const first = await client.post(path, BODY, { idempotencyKey });
	const second = await client.post(path, BODY, { idempotencyKey: idempotencyKey.toUpperCase() });
	expect([first.status, second.status]).toEqual([201, 201]);
	expect(second.data).toEqual(first.data);
	expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
		undefined,
		'true',
	]);
	expect(await cardsOf(accountId)).toEqual([first.data]);
	const { data: calls } = await sandbox.admin.get('/calls');
	expect(calls.at(-1)).toMatchObject({ replayed: true, status: 201 });
});

test('an answer without a body and a refusal are replayed too', async () => {
	const { data: card } = await sandbox.admin.post('/cards', { accountId: await newAccount() });
	const idempotencyKey = randomUUID();
	const remove = () => client.delete(`/cards/${card.id}`, { idempotencyKey });
	expect([(await remove()).status, (await remove()).status]).toEqual([204, 204]);
	const refusedKey = randomUUID();
	const refuse = () => client.delete(`/cards/${card.id}`, { idempotencyKey: refusedKey });
	const [first, second] = [await refuse(), await refuse()];
	expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([
		409,
		409,
		'true',
	]);
	expect(second.data).toEqual(first.data);
});

test('a key with another body, path or method is a 422', async () => {
	const path = `/accounts/${await newAccount()}/cards`;
	const idempotencyKey = randomUUID();
	const { data: card } = await client.post(path, BODY, { idempotencyKey });
	const others = [
		await client.post(
			path,
			{ ...BODY, type: 'physical', shippingAddress: ADDRESS },
			{ idempotencyKey },
		),
		await client.post(`/accounts/${await newAccount()}/cards`, BODY, { idempotencyKey }),
		await client.delete(`/cards/${card.id}`, { idempotencyKey }),
	];
	expect(others.map(({ status, data }) => [status, data.error])).toEqual(
		Array(3).fill([422, 'idempotency_key_reused']),
	);
});

test.each([
	['missing', null, 'missing'],
	['no UUID', 'order-1', 'not a UUID'],
])('a key that is %s is a 400', async (_, idempotencyKey, sentence) => {
	const { status, data } = await client.post(`/accounts/${await newAccount()}/cards`, BODY, {
		idempotencyKey,
	});
	expect([status, data.message]).toEqual([400, expect.stringContaining(sentence)]);
});

test('while a request is in flight its key is a 409; afterwards it brings the answer', async () => {
	const accountId = await newAccount();
	const path = `/accounts/${accountId}/cards`;
	await sandbox.admin.post('/faults', { kind: 'latency', path: '/cards$', latencyMs: 700 });
	const idempotencyKey = randomUUID();
	const slow = client.post(path, BODY, { idempotencyKey });
	await new Promise((resolve) => setTimeout(resolve, 250));
	const meanwhile = await client.post(path, BODY, { idempotencyKey });
	expect([meanwhile.status, meanwhile.data.error]).toEqual([409, 'idempotency_key_in_flight']);
	const otherBody = await client.post(
		path,
		{ ...BODY, billingAddress: { ...ADDRESS, city: 'Leeds' } },
		{ idempotencyKey },
	);
	expect(otherBody.status).toBe(422);
	const first = await slow;
	const after = await client.post(path, BODY, { idempotencyKey });
	expect([first.status, after.status, after.headers['idempotency-replayed']]).toEqual([
		201,
		201,
		'true',
	]);
	expect(after.data).toEqual(first.data);
	expect(await cardsOf(accountId)).toHaveLength(1);
});

test('ten at once with one key make one card', async () => {
	const accountId = await newAccount();
	const idempotencyKey = randomUUID();
	await client.token();
	const send = () => client.post(`/accounts/${accountId}/cards`, BODY, { idempotencyKey });
	const statuses = (await Promise.all(Array.from({ length: 10 }, send))).map(
		({ status }) => status,
	);
	expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
	expect(await cardsOf(accountId)).toHaveLength(1);
});

test('a validation error, a bad signature, a 401 and a 5xx do not use the key up', async () => {
	const path = `/accounts/${await newAccount()}/cards`;
	const idempotencyKey = randomUUID();
	expect((await client.post(path, { type: 'virtual' }, { idempotencyKey })).status).toBe(400);
	expect((await client.post(path, BODY, { idempotencyKey, keyId: 'other' })).status).toBe(400);
	expect((await client.post(path, BODY, { idempotencyKey, token: 'none' })).status).toBe(401);
	await sandbox.admin.post('/faults', { kind: 'status', status: 500 });
	expect((await client.post(path, BODY, { idempotencyKey })).status).toBe(500);
	const { status, headers } = await client.post(path, BODY, { idempotencyKey });
	expect([status, headers['idempotency-replayed']]).toEqual([201, undefined]);
});

test('keys belong to the credential: another one may use the same', async () => {
	const idempotencyKey = randomUUID();
	const path = `/accounts/${await newAccount()}/cards`;
	await client.post(path, BODY, { idempotencyKey });
	const { data: info } = await sandbox.admin.post('/credentials');
	client = new SigningClient(info);
	const { status, headers } = await client.post(path, BODY, { idempotencyKey });
	expect([status, headers['idempotency-replayed']]).toEqual([400, undefined]);
});

test('a crash keeps credentials, cards, subscriptions and answers', async () => {
	const accountId = await newAccount();
	const path = `/accounts/${accountId}/cards`;
	const idempotencyKey = randomUUID();
	const before = await client.post(path, BODY, { idempotencyKey });
	const webhook = await client.put('/webhooks', {
		callbackUrl: 'http://127.0.0.1:9/',
		types: ['account.updated'],
	});
	const token = await client.token();
	const { data: info } = await sandbox.admin.get('/info');
	await sandbox.kill('SIGKILL');
	await start();
	const { apiKey, apiSecret, keyId, privateKey, webhookKeyId } = sandbox.info;
	expect(info).toMatchObject({ apiKey, apiSecret, keyId, privateKey, webhookKeyId });
	const after = await client.post(path, BODY, { idempotencyKey, token });
	expect([after.status, after.headers['idempotency-replayed']]).toEqual([201, 'true']);
	expect(after.data).toEqual(before.data);
	expect(await cardsOf(accountId)).toEqual([before.data]);
	expect((await client.get('/webhooks')).data).toEqual([webhook.data]);
});

test('killed in the middle of writes, each card has its answer and each answer its card', async () => {
	const accounts = await Promise.all(Array.from({ length: 30 }, newAccount));
	const keys = accounts.map(() => randomUUID());
	await client.token();
	const send = (accountId: string, index: number) =>
		client.post(`/accounts/${accountId}/cards`, BODY, { idempotencyKey: keys[index] ?? '' });
	const first = accounts.map((accountId, index) => send(accountId, index).catch(() => undefined));
	await Promise.race(first);
	await sandbox.kill('SIGKILL');
	const answers = await Promise.all(first);
	await start();
	const existing = await Promise.all(
		accounts.map(async (accountId) => (await cardsOf(accountId)).length),
	);
	const again = await Promise.all(accounts.map(send));
	expect(again.map(({ status }) => status)).toEqual(accounts.map(() => 201));
	again.forEach(({ headers, data }, index) => {
		expect(headers['idempotency-replayed']).toBe(existing[index] === 1 ? 'true' : undefined);
		if (answers[index]) expect(data).toEqual(answers[index].data);
	});
	for (const accountId of accounts) expect(await cardsOf(accountId)).toHaveLength(1);
});
