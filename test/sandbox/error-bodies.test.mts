import { randomUUID } from 'node:crypto';
import type { AxiosResponse } from 'axios';
import { EMPTY_ACCOUNTS } from '../../sandbox/world.mts';
import { SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';
import { lastCall } from './refusals.mts';

const CARD = '/cards/d0000000-0000-4000-8000-000000000501';
const MISSING = `/cards/${randomUUID()}`;
const CARDS = `/accounts/${EMPTY_ACCOUNTS[0]?.id}/cards`;
const NO_CITY = { firstLine: 'Flat G', country: 'GB', postCode: 'NW6 2FG' };

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());
afterEach(() => set({ errorBody: 'message', signatureRefusal: 'text400' }));

const set = (settings: object) => sandbox.admin.put('/settings', settings);

/** One refusal of each sort: of a read, of the body's shape, of a state, of a fault, of the log-in, of a path. */
async function refusals(): Promise<AxiosResponse[]> {
	await sandbox.admin.post('/faults', { kind: 'status', status: 503, path: '/cards$' });
	const { apiKey } = sandbox.info;
	return [
		await client.get('/cards'),
		await client.get(MISSING),
		await client.post(CARDS, { type: 'virtual', billingAddress: NO_CITY }),
		await client.patch(`${CARD}/activate`),
		await client.send('POST', '/auth/token', {
			token: null,
			body: { apiKey, apiSecret: 'wrong' },
		}),
		await client.get('/nowhere'),
	];
}
const STATUSES = [503, 404, 400, 409, 401, 404];
const typesOf = (answers: AxiosResponse[]) =>
	answers.map(({ headers }) => headers['content-type']?.toString().split(';')[0]);

test('of one level by default', async () => {
	const answers = await refusals();
	expect(answers.map(({ status }) => status)).toEqual(STATUSES);
	expect(typesOf(answers)).toEqual(Array(6).fill('application/json'));
	for (const { data } of answers) {
		expect(data).toEqual({
			error: expect.stringMatching(/^[a-z_]+$/),
			message: expect.stringMatching(/.{10}/),
			requestId: expect.any(String),
		});
	}
	expect(answers[2]?.data.message).toContain("'city'");
});

test('text', async () => {
	await set({ errorBody: 'text' });
	const answers = await refusals();
	expect(answers.map(({ status }) => status)).toEqual(STATUSES);
	expect(typesOf(answers)).toEqual(Array(6).fill('text/plain'));
	expect(answers[2]?.data).toMatch(/^body\/billingAddress must have required property 'city'/);
});

test('empty, while the call’s record keeps the sentence', async () => {
	await set({ errorBody: 'empty' });
	const answers = await refusals();
	expect(answers.map(({ status }) => status)).toEqual(STATUSES);
	expect(answers.map(({ data }) => data)).toEqual(Array(6).fill(''));
	expect(typesOf(answers)).toEqual(Array(6).fill(undefined));
	expect((await lastCall(sandbox)).error).toContain('/v1/nowhere is not part of this API');
});

test('nested, with the fields at fault', async () => {
	await set({ errorBody: 'nested' });
	const answers = await refusals();
	expect(answers.map(({ status }) => status)).toEqual(STATUSES);
	for (const { data } of answers) {
		expect(data).toEqual({
			error: { code: expect.any(String), message: expect.any(String), details: expect.any(Array) },
		});
	}
	expect(answers[2]?.data.error.details).toEqual([
		{ field: 'billingAddress.city', message: "must have required property 'city'" },
	]);
});

test.each(['message', 'text', 'empty', 'nested'])(
	'%s: a bearer token that does not verify is 401 JSON, a signature as its own setting says',
	async (errorBody) => {
		await set({ errorBody });
		const token = await client.get('/cards', { token: 'a.b.c' });
		expect([token.status, typesOf([token])]).toEqual([401, ['application/json']]);
		expect(JSON.stringify(token.data)).toContain('not issued by this sandbox');
		const signature = await client.get('/cards', { keyId: 'another' });
		expect([signature.status, signature.data]).toEqual([400, 'invalid required signature']);
		await set({ signatureRefusal: 'json401' });
		const json = await client.get('/cards', { keyId: 'another' });
		expect([json.status, typesOf([json])]).toEqual([401, ['application/json']]);
		expect(JSON.stringify(json.data)).toContain('unknown key id');
	},
);

test('a stored refusal is repeated in the shape of the day', async () => {
	const idempotencyKey = randomUUID();
	const again = () => client.patch(`${CARD}/activate`, { idempotencyKey });
	const first = await again();
	await set({ errorBody: 'text' });
	const second = await again();
	expect([second.status, second.headers['idempotency-replayed'], second.data]).toEqual([
		409,
		'true',
		first.data.message,
	]);
});

test('of the controls stay as they are', async () => {
	await set({ errorBody: 'empty' });
	const { status, data } = await sandbox.admin
		.put('/settings', { errorBody: 'loud' })
		.catch(({ response }) => response);
	expect([status, data]).toEqual([
		400,
		{
			error: 'invalid_request',
			message: expect.stringContaining('message, text, empty, nested'),
			requestId: expect.any(String),
		},
	]);
});
