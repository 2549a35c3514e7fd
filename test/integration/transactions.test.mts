// Transactions of a card, of an account and of all accounts, with decimals that a float would not keep.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine.mts';
import { eventually } from '../support/eventually.mts';
import { byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
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

const SCHEMAS = join(__dirname, '../../dist/nodes/OffBlocks/__schema__/v1.0.0/transaction');
const CARD = 'd0000000-0000-4000-8000-000000000501';
const ACCOUNT = 'a0000000-0000-4000-8000-000000000005';
const VET = 'f0000000-0000-4000-8000-000000000005';

const run = async (operation: string, parameters: IDataObject = {}, more: object = {}) =>
	await runNode({ resource: 'transaction', operation, ...parameters } as never, {
		credentials: api.credentials(),
		...more,
	});
const ofCard = async (cardId: string, parameters: IDataObject = {}) =>
	await run('getAllByCard', { cardId: byId(cardId), returnAll: true, ...parameters });
const only = (...names: string[]) => ({ output: 'selectedFields', fields: names });

/** A transaction planted past the API. */
async function plant(accountId: string, entity: IDataObject = {}): Promise<IDataObject> {
	const type = 'transaction.updated';
	const { data } = await api.sandbox.admin.post('/webhooks/emit', { type, accountId, entity });
	return data.entity as IDataObject;
}

it.each<[string, IDataObject]>([
	['get', { transactionId: VET }],
	['getAll', { limit: 1 }],
	['getAllByAccount', { accountId: byId(ACCOUNT), limit: 1 }],
	['getAllByCard', { cardId: byId(CARD), limit: 1 }],
])('%s gives the fields that its schema names', async (operation, parameters) => {
	const schema = JSON.parse(readFileSync(join(SCHEMAS, `${operation}.json`), 'utf8'));
	const { json } = await run(operation, parameters);
	expect(json).toHaveLength(1);
	expect(Object.keys(json[0]).sort()).toEqual(Object.keys(schema.properties).sort());
});

describe('Get', () => {
	it('gives what OffBlocks has, the category as a number', async () => {
		const { json, outputs } = await run('get', { transactionId: VET.toUpperCase() });
		expect(json).toMatchObject([
			{ id: VET, status: 'reversed', direction: 'debit', amount: '145', merchant: { mcc: 742 } },
		]);
		expect(outputs[0][0].pairedItem).toEqual({ item: 0 });
	});

	it('simplified, the category has its leading zero and its name', async () => {
		const { json } = await run('get', { transactionId: VET, output: 'simplified' });
		expect(json).toEqual([
			{
				id: VET,
				status: 'reversed',
				direction: 'debit',
				amount: '145',
				currency: 'EUR',
				merchant: 'Harbour Vet',
				mccCode: '0742',
				mccName: 'Veterinary Services',
				country: 'NL',
				city: 'Amsterdam',
				cardId: 'd0000000-0000-4000-8000-000000000602',
				accountId: 'a0000000-0000-4000-8000-000000000006',
				createdAt: '2025-06-07T10:15:00.000Z',
			},
		]);
	});

	it('says what is wrong with an id, and that there is no such transaction', async () => {
		const odd = await run('get', { transactionId: 'payment 7' });
		expect(odd.error?.message).toContain('Transaction ID is not a UUID: "payment 7"');
		expect(await api.calls(/./)).toEqual([]);
		const none = await run('get', { transactionId: '00000000-0000-4000-8000-000000000000' });
		expect(none.error?.message).toContain('404');
	});
});

describe('of a card or an account', () => {
	it('a payment that is captured and a refund come out, credit and debit', async () => {
		const cardId = await api.newCard();
		const payment = { cardId: byId(cardId), amount: '20.50', currency: 'EUR', capture: true };
		await runNode(
			{ resource: 'simulator', operation: 'authorise', ...payment },
			{ credentials: api.credentials() },
		);
		await api.sandbox.admin.post('/refunds', { cardId, amount: '5.10', currency: 'EUR' });
		const json = await eventually(async () => {
			const settled = await ofCard(cardId, { filters: { statuses: ['processed'] } });
			expect(settled.json).toHaveLength(2);
			return settled.json;
		});
		expect(json).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ direction: 'debit', amount: '20.5', cardId }),
				expect.objectContaining({ direction: 'credit', amount: '5.1', cardId }),
			]),
		);
		const refunds = await ofCard(cardId, { filters: { directions: ['Credit'] } });
		expect(refunds.json).toMatchObject([{ amount: '5.1' }]);
	});

	it.each<[string, IDataObject, string[]]>([
		['nothing', {}, ['24.9', '71.57', '71.57']],
		['a merchant', { merchantContains: 'RAIL' }, ['71.57', '71.57']],
		['a category', { mccCodes: '5411; 0742' }, ['24.9']],
		['a country', { merchantCountries: ['GB'] }, ['71.57', '71.57']],
		['an amount', { amountAtLeast: '24.90', amountAtMost: '24.900' }, ['24.9']],
		['a currency', { currencies: 'gbp' }, []],
		['a card', { cardIds: CARD.toUpperCase() }, ['24.9', '71.57', '71.57']],
		['a day', { createdAfter: '2025-06-03', createdBefore: '2025-06-04' }, ['24.9']],
	])('filtered by %s', async (_, filters, amounts) => {
		const { json, error } = await run('getAllByAccount', {
			accountId: byId(ACCOUNT),
			returnAll: true,
			filters,
		});
		expect(error).toBeUndefined();
		expect(json.map(({ amount }) => amount)).toEqual(amounts);
	});

	it('amounts of 18 places are compared and sorted as they are', async () => {
		const accountId = await api.newAccount();
		const amounts = ['1.000000000000000002', '1.000000000000000001', '10', '9.5'];
		for (const amount of amounts) await plant(accountId, { amount });
		const parameters = { accountId: byId(accountId), returnAll: true, ...only('amount') };
		const sorted = await run('getAllByAccount', { ...parameters, sort: 'amountAscending' });
		expect(sorted.json.map(({ amount }) => amount)).toEqual([
			'1.000000000000000001',
			'1.000000000000000002',
			'9.5',
			'10',
		]);
		const filters = { amountAtLeast: '1.000000000000000002', amountAtMost: '9.9' };
		const some = await run('getAllByAccount', { ...parameters, filters, sort: 'amountDescending' });
		expect(some.json.map(({ amount }) => amount)).toEqual(['9.5', '1.000000000000000002']);
	});

	it('refuses what can never match before any request', async () => {
		const filters = { amountAtLeast: '20', amountAtMost: '5', mccCodes: '12345' };
		const { error } = await ofCard(CARD, { filters });
		expect(error?.message).toContain('Amount At Least is more than Amount At Most');
		expect(error?.message).toContain('"12345" is not a four-digit merchant category code');
		expect(await api.calls(/./)).toEqual([]);
	});
});

describe('of the whole programme', () => {
	let accounts: string[];

	beforeAll(async () => {
		const before = await run('getAll', { returnAll: true, ...only('accountId') });
		accounts = [...new Set(before.json.map(({ accountId }) => String(accountId)))];
		for (let at = 0; at < 300; at += 1) {
			const accountId = await api.newAccount();
			await plant(accountId, { amount: String((at * 7) % 300) });
			accounts.push(accountId);
		}
	}, 120_000);

	it('walks 300 accounts side by side, in their order', async () => {
		await api.fault({
			kind: 'latency',
			path: '/transactions',
			latencyMs: 30,
			probability: 0.3,
			times: 100,
		});
		const { json, outputs, error } = await run('getAll', {
			returnAll: true,
			options: { concurrency: 20 },
			...only('accountId'),
		});
		expect(error).toBeUndefined();
		const { json: listed } = await runNode(
			{ resource: 'account', operation: 'getAll', returnAll: true },
			{ credentials: api.credentials() },
		);
		const order = listed.map(({ id }) => id).filter((id) => accounts.includes(String(id)));
		expect([...new Set(json.map(({ accountId }) => accountId))]).toEqual(order);
		expect(json.length).toBeGreaterThan(300);
		expect(outputs[0].every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(
			true,
		);
	});

	it('sorts over all accounts, and limits then', async () => {
		const { json } = await run('getAll', {
			limit: 3,
			sort: 'amountDescending',
			options: { concurrency: 20 },
			...only('amount'),
		});
		expect(json.map(({ amount }) => amount)).toEqual(['299', '298', '297']);
	});

	it('asks no further accounts once there are enough', async () => {
		const all = await run('getAll', { returnAll: true, options: { concurrency: 20 } });
		await api.forgetCalls();
		const { json } = await run('getAll', { limit: 5, options: { concurrency: 2 } });
		expect(json).toEqual(all.json.slice(0, 5));
		expect((await api.calls(/transactions/)).length).toBeLessThan(20);
	});

	it('an account that fails is the item’s error, and of several items only of that one', async () => {
		await api.fault({ kind: 'status', path: '/transactions', status: 400, times: 1, skip: 10 });
		const { json, error } = await run(
			'getAll',
			{ limit: '={{ $json.limit }}', options: { maxRetries: 0, concurrency: 1 } },
			{ items: [{ limit: 5 }, { limit: 50 }], node: { onError: 'continueRegularOutput' } },
		);
		expect(error).toBeUndefined();
		expect(json.slice(0, 5).every(({ id }) => typeof id === 'string')).toBe(true);
		expect(json[5]).toMatchObject({ error: expect.stringContaining('400') });
		expect(json).toHaveLength(6);
	});
});
