// The identity of a write: what one intended write has in common however often n8n tries, and what two do not.
import type { IDataObject } from 'n8n-workflow';
import { ADDRESS, byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { runNode, type RunOptions } from '../support/engine.mts';

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
beforeEach(() => api.forgetCalls());
afterAll(() => api.sandbox.stop());

const createWith = async (idempotencyKey: unknown, items: IDataObject[], more?: object) => {
	const rows = await Promise.all(
		items.map(async (item) => ({ account: await api.newAccount(), ...item })),
	);
	return await runNode(
		{
			resource: 'card',
			operation: 'create',
			accountId: byId('={{ $json.account }}'),
			type: 'virtual',
			billingAddress: ADDRESS,
			options: { idempotencyKey } as never,
		},
		{ credentials: api.credentials(), items: rows, ...more },
	);
};
const keys = async () => (await api.calls()).map(({ idempotencyKey }) => idempotencyKey);

describe('a key of the user that several writes would share', () => {
	it('is refused before anything is sent, and the items are named', async () => {
		const { error } = await createWith('card order', [{}, {}, {}]);
		expect(error?.message).toBe(
			'Idempotency Key is the same as for other writes (items 1, 2). Use a value that differs per item, e.g. {{ $json.orderId }} [item 0]',
		);
		expect(error?.description).toContain('(items 0, 2)');
		expect(await api.calls()).toEqual([]);
	});

	it('fails those items alone under Continue', async () => {
		const { json } = await createWith(
			'=card order {{ $json.order }}',
			[{ order: 1 }, { order: 2 }, { order: 1 }],
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(json).toMatchObject([
			{ error: expect.stringContaining('(item 2)') },
			{ status: 'issuing' },
			{ error: expect.stringContaining('(item 0)') },
		]);
		expect(await api.calls()).toHaveLength(1);
	});

	it('names no more than five others', async () => {
		const { error } = await createWith(
			'card order',
			Array.from({ length: 9 }, () => ({})),
		);
		expect(error?.message).toContain('(items 1, 2, 3, 4, 5 and 3 more)');
	});

	it('is right for the same write twice: it is done once', async () => {
		const account = await api.newAccount();
		const { json } = await createWith('=order {{ $json.order }}', [
			{ account, order: 7 },
			{ account, order: 7 },
		]);
		expect(json).toHaveLength(2);
		expect(json[1]).toEqual(json[0]);
		expect(await api.cardsOf(account)).toHaveLength(1);
	});
});

it.each<[string, IDataObject, string]>([
	[
		'=card order {{ $json.order }}',
		{},
		'is incomplete: {{ $json.order }} evaluated to an empty value',
	],
	[
		'={{ $json.shop }}{{ $json.order }}',
		{ shop: 'a', order: null },
		'is incomplete: {{ $json.order }} evaluated to an empty value',
	],
	[
		'={{ "order-" + $json.order }}',
		{},
		'contains "undefined": part of the expression evaluated to an empty value',
	],
	['={{ `order-${$json.order}` }}', { order: null }, 'contains "null": part'],
	['=order {{ $json.order }}', { order: { id: 1 } }, 'contains "[object Object]": part'],
	[
		'={{ $json.order }}',
		{ order: 2 ** 53 + 1 },
		'contains a number too large to be exact: 9007199254740992. Provide it as text',
	],
	['=order {{ $json.order }}', { order: 2 ** 53 + 1 }, 'contains a number too large'],
])('%s with %j is refused: what is left names no single write', async (key, item, words) => {
	const { error } = await createWith(key, [item]);
	expect(error?.message).toContain(`Idempotency Key ${words}`);
	expect(await api.calls()).toEqual([]);
});

it.each<[string, IDataObject]>([
	['=order {{ $json.order }}', { order: 9007199254740991 }],
	['=order {{ $json.order }}', { order: '9007199254740993' }],
	['={{ $json.order }}', { order: 4711 }],
	['={{ $json.order }}', { order: 'undefinedness' }],
	['={{ $json.order }}-{{ $json.row ?? "" }}x', { order: 1, row: 0 }],
	['null and void', {}],
])('%s with %j is a key', async (key, item) => {
	const { error } = await createWith(key, [item]);
	expect(error).toBeUndefined();
	expect(await keys()).toHaveLength(1);
});

describe('the key that is derived', () => {
	const freeze = async (cardId: string, more: Partial<RunOptions> = {}) =>
		await runNode(
			{ resource: 'card', operation: 'deactivate', cardId: byId(cardId) },
			{ credentials: api.credentials(), ...more },
		);

	it('differs where a fresh database counts its executions from 1 again', async () => {
		const id = await api.newCard();
		await freeze(id, { executionId: '1' });
		// Another execution of the same number, begun later.
		await new Promise((resolve) => setTimeout(resolve, 5));
		await freeze(id, { executionId: '1' });
		const [first, second] = await keys();
		expect(second).not.toBe(first);
		expect((await api.calls()).some(({ replayed }) => replayed)).toBe(false);
	});
});

it.each<[string, IDataObject]>([
	['Filters', { operation: 'getAll', filters: '={{ $json.f }}' }],
	['Options', { operation: 'getAll', options: '={{ $json.o }}' }],
	['Rule Settings', { operation: 'audit', rules: '={{ $json.r }}' }],
	['Rule Settings', { operation: 'audit', rules: { blocked: '={{ $json.r }}' } }],
	['Custom Rules', { operation: 'audit', ownRules: '={{ $json.r }}' }],
	['Custom Rules', { operation: 'audit', ownRules: { rule: '={{ $json.r }}' } }],
	['Custom Rules', { operation: 'audit', ownRules: { rule: ['={{ $json.r }}'] } }],
	['Billing Address', { operation: 'create', billingAddress: '={{ $json.a }}' }],
])('%s as one expression is refused before anything is read: %j', async (label, parameters) => {
	const { error } = await runNode(
		{
			resource: 'card',
			accountId: byId(await api.newAccount()),
			...parameters,
		} as never,
		{
			credentials: api.credentials(),
			items: [{ f: { statuses: ['blocked'] }, o: { timeout: 5 }, r: {}, a: ADDRESS.address }],
		},
	);
	expect(error?.message).toBe(
		`${label} is a single expression, which n8n does not resolve. Use a separate expression for each field in it [item 0]`,
	);
	expect(await api.calls()).toEqual([]);
});

it('of a collection with required fields n8n itself refuses that', async () => {
	const run = runNode(
		{
			resource: 'card',
			operation: 'create',
			accountId: byId(await api.newAccount()),
			billingAddress: { address: '={{ $json.a }}' },
		},
		{ credentials: api.credentials(), items: [{ a: ADDRESS.address }] },
	);
	await expect(run).rejects.toThrow('Parameter "City" is required');
});

it('a collection whose fields are expressions is right', async () => {
	const { error } = await runNode(
		{ resource: 'card', operation: 'getAll', filters: { statuses: '={{ $json.s }}' } },
		{ credentials: api.credentials(), items: [{ s: ['blocked'] }] },
	);
	expect(error).toBeUndefined();
});

it('an address whose lines are one expression is refused by n8n itself: it asks for each line', async () => {
	const accountId = byId(await api.newAccount());
	const running = runNode(
		{
			resource: 'card',
			operation: 'create',
			accountId,
			billingAddress: { address: '={{ $json.a }}' },
		} as never,
		{ credentials: api.credentials(), items: [{ a: ADDRESS.address }] },
	);
	await expect(running).rejects.toThrow('Parameter "Address Line 1" is required');
});
