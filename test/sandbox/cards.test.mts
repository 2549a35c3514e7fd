import { randomUUID } from 'node:crypto';
import { EMPTY_ACCOUNTS } from '../../sandbox/world.mts';
import { SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';

const ADDRESS = { firstLine: 'Flat G', city: 'London', country: 'GB', postCode: 'NW6 2FG' };
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,9}Z$/;

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

async function newAccount(status = 'active'): Promise<string> {
	return (await sandbox.admin.post('/accounts', { status, holder: 'Test Holder' })).data.id;
}

test('a card goes through its whole life', async () => {
	const accountId = EMPTY_ACCOUNTS[0]?.id ?? '';
	const made = await client.post(`/accounts/${accountId}/cards`, {
		type: 'virtual',
		billingAddress: ADDRESS,
	});
	expect(made.status).toBe(201);
	expect(made.data).toEqual({
		id: expect.any(String),
		accountId,
		type: 'virtual',
		billingAddress: ADDRESS,
		status: 'issuing',
		createdAt: expect.stringMatching(TIMESTAMP),
		updatedAt: made.data.createdAt,
	});
	const path = `/cards/${made.data.id}`;
	const issued = await client.patch(`/simulator${path}/issue`);
	expect([issued.status, issued.data]).toEqual([202, '']);
	const active = (await client.get(path)).data;
	expect(active).toMatchObject({
		status: 'active',
		name: EMPTY_ACCOUNTS[0]?.holder,
		network: expect.stringMatching(/^(visa|mastercard)$/),
		maskedPan: expect.stringMatching(/^\d{6}\*{6}\d{4}$/),
		expirationDate: expect.stringMatching(/^(0[1-9]|1[0-2])\/20\d\d$/),
		updatedAt: expect.stringMatching(/\.\d{9}Z$/),
	});
	const frozen = await client.patch(`${path}/deactivate`);
	expect([frozen.status, frozen.data.status]).toEqual([200, 'inactive']);
	expect(frozen.data.updatedAt > active.updatedAt).toBe(true);
	const thawed = await client.patch(`${path}/activate`);
	expect([thawed.status, thawed.data.status]).toEqual([200, 'active']);
	expect((await client.delete(path)).status).toBe(204);
	expect((await client.get(path)).data.status).toBe('terminated');
});

test('lists hold every card, and an account its own', async () => {
	const accountId = await newAccount();
	const bodies = [
		{ type: 'virtual', billingAddress: ADDRESS },
		{ type: 'physical', billingAddress: ADDRESS, shippingAddress: ADDRESS },
	];
	const ids = [];
	for (const body of bodies)
		ids.push((await client.post(`/accounts/${accountId}/cards`, body)).data.id);
	const own = (await client.get(`/accounts/${accountId}/cards`)).data;
	expect(own.map(({ id }: { id: string }) => id)).toEqual(ids);
	const all = (await client.get('/cards')).data;
	expect(all).toEqual(expect.arrayContaining(own));
	expect(all).toEqual((await sandbox.admin.get('/cards')).data);
});

describe('what is refused', () => {
	test.each([
		['GET', '/cards/{id}'],
		['PATCH', '/cards/{id}/activate'],
		['PATCH', '/cards/{id}/deactivate'],
		['DELETE', '/cards/{id}'],
		['GET', '/accounts/{id}'],
		['GET', '/accounts/{id}/cards'],
		['GET', '/accounts/{id}/transactions'],
		['GET', '/cards/{id}/transactions'],
		['GET', '/customers/{id}'],
		['GET', '/customers/{id}/accounts'],
		['GET', '/customers/{id}/challenge'],
		['PATCH', '/customers/{id}/activate'],
		['PATCH', '/customers/{id}/deactivate'],
		['GET', '/accounts/{id}/challenge'],
		['PATCH', '/accounts/{id}/activate'],
		['PATCH', '/accounts/{id}/deactivate'],
		['DELETE', '/accounts/{id}'],
		['GET', '/transactions/{id}'],
		['GET', '/authorisations/{id}'],
		['GET', '/webhooks/{id}'],
		['DELETE', '/webhooks/{id}'],
		['PATCH', '/simulator/cards/{id}/issue'],
		['PATCH', '/simulator/cards/{id}/fail'],
		['PATCH', '/simulator/authorisations/{id}/capture'],
		['PATCH', '/simulator/authorisations/{id}/release'],
		['PATCH', '/simulator/customers/{id}/verify'],
		['PATCH', '/simulator/customers/{id}/reject'],
	])('%s %s of what does not exist is a 404', async (method, path) => {
		const id = randomUUID();
		const { status, data, headers } = await client.send(method, path.replace('{id}', id));
		expect(status).toBe(404);
		expect(data).toEqual({
			error: 'not_found',
			message: expect.stringMatching(
				/^(Card|Account|Customer|Authorisation|Transaction|Webhook) not found$/,
			),
			requestId: headers['x-request-id'],
		});
	});

	test('POST for what does not exist is a 404', async () => {
		const card = await client.post(`/accounts/${randomUUID()}/cards`, {
			type: 'virtual',
			billingAddress: ADDRESS,
		});
		const payment = await client.post(`/simulator/cards/${randomUUID()}/authorisation`, {
			amount: '1',
			currency: 'EUR',
			capture: true,
		});
		const account = await client.post(`/customers/${randomUUID()}/accounts`, {
			type: 'card_account',
			currencies: ['EUR'],
		});
		expect([card, payment, account].map(({ status, data }) => [status, data.message])).toEqual([
			[404, 'Account not found'],
			[404, 'Card not found'],
			[404, 'Customer not found'],
		]);
	});

	test('a second card of a type, until the first is in a final state', async () => {
		const path = `/accounts/${await newAccount()}/cards`;
		const body = { type: 'virtual', billingAddress: ADDRESS };
		const first = await client.post(path, body);
		const second = await client.post(path, body);
		expect(second.status).toBe(400);
		expect(second.data.message).toContain(`already has a virtual card (${first.data.id}, issuing)`);
		await sandbox.admin.put('/settings', { secondCard: 409 });
		expect((await client.post(path, body)).status).toBe(409);
		await sandbox.admin.put('/settings', { secondCard: 400 });
		await client.patch(`/simulator/cards/${first.data.id}/fail`);
		expect((await client.post(path, body)).status).toBe(201);
	});

	test.each([
		['no type', { billingAddress: ADDRESS }, "required property 'type'"],
		['a type that is none', { type: 'metal', billingAddress: ADDRESS }, 'virtual, physical'],
		[
			'no city',
			{ type: 'virtual', billingAddress: { ...ADDRESS, city: undefined } },
			"required property 'city'",
		],
		[
			'an empty line',
			{ type: 'virtual', billingAddress: { ...ADDRESS, firstLine: '' } },
			'firstLine must NOT have fewer than 1',
		],
		[
			'a country by name',
			{ type: 'virtual', billingAddress: { ...ADDRESS, country: 'England' } },
			'billingAddress/country',
		],
		[
			'a blank line',
			{ type: 'virtual', billingAddress: { ...ADDRESS, firstLine: ' ' } },
			'billingAddress.firstLine is blank',
		],
		['a stray field', { type: 'virtual', billingAddress: ADDRESS, colour: 'red' }, 'colour'],
		['physical without shipping', { type: 'physical', billingAddress: ADDRESS }, 'shippingAddress'],
		['not JSON', '{"type":', 'not valid JSON'],
		['no body', undefined, 'no body'],
	])('create with %s is a 400 that says so', async (_, body, sentence) => {
		const { status, data } = await client.post(`/accounts/${await newAccount()}/cards`, body);
		expect([status, data.message]).toEqual([400, expect.stringContaining(sentence)]);
	});

	// Reserved, or for anybody's own use; XX is none at all.
	test.each(['XX', 'UK', 'EU', 'ZZ', 'XK'])('the country %s is a 400', async (country) => {
		const body = { type: 'virtual', billingAddress: { ...ADDRESS, country } };
		const { status, data } = await client.post(`/accounts/${await newAccount()}/cards`, body);
		const sentence = `billingAddress.country ${country} is not an ISO 3166-1 alpha-2 code.`;
		expect([status, data.message]).toEqual([400, sentence]);
	});

	test('a body that is not declared as JSON is a 400', async () => {
		const headers = { 'content-type': 'text/plain' };
		const { status, data } = await client.post(`/accounts/${await newAccount()}/cards`, '{}', {
			headers,
		});
		expect([status, data.message]).toEqual([400, expect.stringContaining('text/plain')]);
	});

	test.each(['pending', 'initiating', 'inactive', 'closed', 'failed'])(
		'a card for an account that is %s',
		async (state) => {
			const body = { type: 'virtual', billingAddress: ADDRESS };
			const { status, data } = await client.post(
				`/accounts/${await newAccount(state)}/cards`,
				body,
			);
			expect([status, data.message]).toEqual([400, expect.stringContaining(`is ${state}`)]);
		},
	);

	test('an id that is not a UUID is a 400', async () => {
		expect((await client.get('/cards/card-1')).status).toBe(400);
	});

	test('a path that is not part of the API is a 404 in the same form', async () => {
		const { status, data } = await client.get('/nothing');
		expect([status, data.error]).toEqual([404, 'no_such_route']);
	});
});
