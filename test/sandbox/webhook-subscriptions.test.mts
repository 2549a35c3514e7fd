import { randomUUID } from 'node:crypto';
import { SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

describe('subscriptions', () => {
	test('are created, read, changed and removed', async () => {
		const types = ['card.updated', 'account.updated'];
		const made = await client.put('/webhooks', { callbackUrl: 'http://127.0.0.1:9/a', types });
		expect(made.data).toEqual({
			id: expect.any(String),
			callbackUrl: 'http://127.0.0.1:9/a',
			types,
			createdAt: expect.any(String),
			updatedAt: made.data.createdAt,
		});
		const { id } = made.data;
		const change = { id, callbackUrl: 'http://localhost:9/b', types: ['card.updated'] };
		const changed = await client.put('/webhooks', change);
		expect(changed.data).toMatchObject({ ...change, createdAt: made.data.createdAt });
		expect((await client.get('/webhooks')).data).toEqual([changed.data]);
		expect((await client.get(`/webhooks/${id}`)).data).toEqual(changed.data);
		expect((await client.delete(`/webhooks/${id}`)).status).toBe(204);
		expect((await client.get('/webhooks')).data).toEqual([]);
		expect((await client.get(`/webhooks/${id}`)).status).toBe(404);
	});

	test.each([
		['another host', { callbackUrl: 'https://example.org/hook' }, 400, 'loopback only'],
		[
			'an address that looks like loopback',
			{ callbackUrl: 'http://127.0.0.1.example.org/' },
			400,
			'loopback only',
		],
		['another protocol', { callbackUrl: 'ftp://127.0.0.1/' }, 400, 'http or https'],
		['no URL', { callbackUrl: 'hook' }, 400, 'uri'],
		['no types', { types: [] }, 400, 'types'],
		['an unknown type', { types: ['card.created'] }, 400, 'card.updated'],
		['a type twice', { types: ['card.updated', 'card.updated'] }, 400, 'duplicate'],
		['an id that does not exist', { id: randomUUID() }, 404, 'not found'],
	])('with %s are refused', async (_, change, status, sentence) => {
		const body = { callbackUrl: 'http://127.0.0.1:9/', types: ['card.updated'], ...change };
		const response = await client.put('/webhooks', body);
		expect([response.status, response.data.message]).toEqual([
			status,
			expect.stringContaining(sentence),
		]);
	});
});
