import { ADDRESS, byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { runNode } from '../support/engine.mts';
import { expectNoSecrets } from '../support/secrets.mts';

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
beforeEach(() => api.forgetCalls());
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const card = (operation: string, cardId: string) => ({
	resource: 'card',
	operation,
	cardId: byId(cardId),
});

describe('Create', () => {
	const create = (accountId: string, more = {}) => ({
		resource: 'card',
		operation: 'create',
		accountId: byId(accountId),
		type: 'virtual',
		billingAddress: ADDRESS,
		...more,
	});

	it('issues a virtual card', async () => {
		const account = await api.newAccount();
		const { json, outputs } = await runNode(create(account), { credentials: api.credentials() });
		expect(json[0]).toMatchObject({
			accountId: account,
			type: 'virtual',
			status: 'issuing',
			billingAddress: ADDRESS.address,
		});
		expect(outputs[0][0].pairedItem).toEqual({ item: 0 });
		expect(await api.cardsOf(account)).toHaveLength(1);
	});

	it('issues a physical card with a shipping address, countries in any case, blanks trimmed', async () => {
		const account = await api.newAccount();
		const shipping = { ...ADDRESS.address, firstLine: ' 1 Rue de la Paix ', country: 'fr' };
		const { json } = await runNode(
			create(account, { type: 'physical', shippingAddress: { address: shipping } }),
			{ credentials: api.credentials() },
		);
		expect(json[0]).toMatchObject({ type: 'physical', status: 'issuing' });
		expect(await api.calls()).toMatchObject([{ method: 'POST', status: 201 }]);
	});

	it('says all that is wrong with all items before any request goes out', async () => {
		const good = await api.newAccount();
		const { error } = await runNode(
			create('={{ $json.account }}', {
				type: '={{ $json.type }}',
				accountId: { __rl: true, mode: 'id', value: '={{ $json.account }}' },
				billingAddress: {
					address: {
						firstLine: '={{ $json.line }}',
						city: ' ',
						country: '={{ $json.country }}',
						postCode: 1234,
					},
				},
			}),
			{
				credentials: api.credentials(),
				items: [
					{ account: good, type: 'virtual', line: 'a', country: 'GB' },
					{ account: 'not-a-uuid', type: 'plastic', line: '', country: 'UK' },
				],
			},
		);
		expect(error?.message).toBe('Billing Address: City missing [item 0]');
		expect(error?.description).toContain('Nothing was sent to OffBlocks.');
		for (const words of [
			'Account is not a UUID: "not-a-uuid"',
			'Type must be "virtual" or "physical"',
			'Address Line 1, City missing',
			'Did you mean GB?',
			'[item 1]',
		]) {
			expect(error?.description).toContain(words);
		}
		expect(await api.calls(/./)).toEqual([]);
	});

	it('wants a shipping address for a physical card', async () => {
		const { error } = await runNode(
			create(await api.newAccount(), { type: 'physical', shippingAddress: {} }),
			{ credentials: api.credentials() },
		);
		expect(error?.message).toContain(
			'Shipping Address: Address Line 1, City, Country, Postcode missing',
		);
		expect(await api.calls()).toEqual([]);
	});
});

describe('Get, Activate, Deactivate, Terminate', () => {
	it('reads a card', async () => {
		const id = await api.newCard();
		const { json } = await runNode(card('get', id), { credentials: api.credentials() });
		expect(json).toMatchObject([{ id, status: 'active' }]);
	});

	it('freezes, unfreezes and terminates', async () => {
		const id = await api.newCard();
		const credentials = api.credentials();
		const frozen = await runNode(card('deactivate', id), { credentials });
		expect(frozen.json).toMatchObject([{ id, status: 'inactive' }]);
		const back = await runNode(card('activate', id), { credentials });
		expect(back.json).toMatchObject([{ id, status: 'active' }]);
		const gone = await runNode(card('terminate', id), { credentials });
		expect(gone.json).toEqual([{ id, deleted: true }]);
		const read = await runNode(card('get', id), { credentials });
		expect(read.json).toMatchObject([{ id, status: 'terminated' }]);
	});

	it('takes an id with blanks and capitals', async () => {
		const id = await api.newCard();
		const { json } = await runNode(card('get', ` ${id.toUpperCase()} `), {
			credentials: api.credentials(),
		});
		expect(json).toMatchObject([{ id }]);
	});
});

describe('Get Many', () => {
	const list = { resource: 'card', operation: 'getAll' };

	it('gives up to the limit, or all', async () => {
		const credentials = api.credentials();
		await api.newCard();
		const all = await runNode({ ...list, returnAll: true }, { credentials });
		expect(all.json.length).toBeGreaterThan(3);
		const three = await runNode({ ...list, returnAll: false, limit: 3 }, { credentials });
		expect(three.json).toEqual(all.json.slice(0, 3));
	});

	it('gives the cards of one account', async () => {
		const accountId = await api.newAccount();
		const ids = [
			await api.newCard({ accountId }),
			await api.newCard({ accountId, type: 'physical' }),
		];
		const { json } = await runNode(
			{
				resource: 'card',
				operation: 'getAllByAccount',
				accountId: byId(accountId),
				returnAll: true,
			},
			{ credentials: api.credentials() },
		);
		expect(json.map(({ id }) => id).sort()).toEqual(ids.sort());
	});

	it('refuses a limit that is none', async () => {
		const { error } = await runNode(
			{ ...list, limit: '={{ 0.5 }}' },
			{ credentials: api.credentials() },
		);
		expect(error?.message).toContain('Limit must be a whole number');
	});
});

it('pairs each output item with its input item, in order', async () => {
	const accounts = await Promise.all([1, 2, 3].map(() => api.newAccount()));
	await api.newCard({ accountId: accounts[0] });
	await api.newCard({ accountId: accounts[2] });
	await api.newCard({ accountId: accounts[2], type: 'physical' });
	const { outputs } = await runNode(
		{
			resource: 'card',
			operation: 'getAllByAccount',
			accountId: byId('={{ $json.account }}'),
			returnAll: true,
		},
		{ credentials: api.credentials(), items: accounts.map((account) => ({ account })) },
	);
	expect(outputs[0].map(({ json, pairedItem }) => [json.accountId, pairedItem])).toEqual([
		[accounts[0], { item: 0 }],
		[accounts[2], { item: 2 }],
		[accounts[2], { item: 2 }],
	]);
});

it('sends a signed, digested write with an idempotency key of its own for each item', async () => {
	const accounts = await Promise.all([1, 2].map(() => api.newAccount()));
	await api.forgetCalls();
	await runNode(
		{
			resource: 'card',
			operation: 'create',
			accountId: byId('={{ $json.account }}'),
			type: 'virtual',
			billingAddress: ADDRESS,
		},
		{ credentials: api.credentials(), items: accounts.map((account) => ({ account })) },
	);
	const calls = await api.calls();
	expect(calls).toHaveLength(2);
	expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
	for (const call of calls) {
		expect(call.coveredComponents).toEqual(['@method', '@authority', '@path', 'content-digest']);
	}
});

it('points to the HTTP Request node for what it does not offer', async () => {
	const { error } = await runNode(
		{ resource: 'card', operation: '__CUSTOM_API_CALL__' },
		{ credentials: api.credentials() },
	);
	expect(error?.description).toContain('HTTP Request');
});
