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

const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
const create = (accountId: string, more = {}) => ({
	resource: 'card',
	operation: 'create',
	accountId: byId(accountId),
	type: 'virtual',
	billingAddress: ADDRESS,
	// n8n's Retry On Fail alone; the node's own retries have tests of their own.
	options: { maxRetries: 0 },
	...more,
});

it('issues one card when the answer to the first try is lost and n8n tries again', async () => {
	const account = await api.newAccount();
	await api.fault({ kind: 'reset-after', method: 'POST', path: '/accounts/.*/cards' });
	const { json, error } = await runNode(create(account), {
		credentials: api.credentials(),
		node: retryOnFail,
	});
	expect(error).toBeUndefined();
	const cards = await api.cardsOf(account);
	expect(cards).toHaveLength(1);
	expect(json).toMatchObject([{ id: cards[0].id }]);
	const calls = await api.calls();
	expect(calls).toHaveLength(2);
	expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
	expect(calls[1].replayed).toBe(true);
});

it('issues no second card either when an expression gives another value on the second try', async () => {
	const account = await api.newAccount();
	await api.fault({ kind: 'reset-after', method: 'POST', path: '/accounts/.*/cards' });
	const address = { ...ADDRESS.address, secondLine: '={{ Math.random() }}' };
	const { error } = await runNode(create(account, { billingAddress: { address } }), {
		credentials: api.credentials(),
		node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
	});
	expect(error?.message).toMatch(/\(422.*so the write may or may not have been carried out/);
	expect(error?.description).toMatch(/^Check first whether/);
	expect(await api.cardsOf(account)).toHaveLength(1);
});

it('repeats under Continue On Fail only what failed: what went through is answered from memory', async () => {
	const accounts = await Promise.all([1, 2, 3].map(() => api.newAccount()));
	await api.fault({ kind: 'reset-after', method: 'POST', path: `/accounts/${accounts[0]}/cards` });
	const { json } = await runNode(create('={{ $json.account }}'), {
		credentials: api.credentials(),
		items: accounts.map((account) => ({ account })),
		node: { ...retryOnFail, onError: 'continueRegularOutput' },
	});
	expect(json.map(({ accountId }) => accountId)).toEqual(accounts);
	for (const account of accounts) expect(await api.cardsOf(account)).toHaveLength(1);
});

it('uses a new key in another execution', async () => {
	const id = await api.newCard();
	const credentials = api.credentials();
	const deactivate = { resource: 'card', operation: 'deactivate', cardId: byId(id) };
	await runNode(deactivate, { credentials });
	await runNode({ ...deactivate, operation: 'activate' }, { credentials });
	const { json } = await runNode(deactivate, { credentials });
	expect(json).toMatchObject([{ status: 'inactive' }]);
	expect((await api.calls()).some(({ replayed }) => replayed)).toBe(false);
});

it("holds the user's own key across executions", async () => {
	const account = await api.newAccount();
	const credentials = api.credentials();
	const parameters = create(account, {
		options: { maxRetries: 0, idempotencyKey: '=order-{{ $json.order }}' },
	});
	const first = await runNode(parameters, { credentials, items: [{ order: 4711 }] });
	const second = await runNode(parameters, { credentials, items: [{ order: 4711 }] });
	expect(second.json).toEqual(first.json);
	expect(await api.cardsOf(account)).toHaveLength(1);
	expect((await api.calls())[1].replayed).toBe(true);
});

describe("the user's own key", () => {
	const deactivate = async (idempotencyKey: unknown) => {
		const cardId = byId(await api.newCard());
		return await runNode(
			{ resource: 'card', operation: 'deactivate', cardId, options: { idempotencyKey } as never },
			{ credentials: api.credentials() },
		);
	};

	it.each([
		['={{ $json.none }}', 'is empty: the expression evaluated to an empty value'],
		['={{ null }}', 'is empty: the expression evaluated to an empty value'],
		['= {{ "" }} ', 'is empty: the expression evaluated to an empty value'],
		['={{ true }}', 'must be text or a number'],
		['={{ {} }}', 'must be text or a number'],
	])('%s is no key: nothing is sent', async (idempotencyKey, words) => {
		const { error } = await deactivate(idempotencyKey);
		expect(error?.message).toBe(`Idempotency Key ${words} [item 0]`);
		expect(await api.calls()).toEqual([]);
	});

	it.each([undefined, '', ' '])('%j was left out: n8n has one for this execution', async (none) => {
		const { json } = await deactivate(none);
		expect(json).toMatchObject([{ status: 'inactive' }]);
	});
});

it('sends a UUID of the user as it is', async () => {
	const idempotencyKey = '0d9e5f5e-3b1c-4f6e-8f55-6f6d2a1f2b3c';
	const id = await api.newCard();
	await runNode(
		{ resource: 'card', operation: 'deactivate', cardId: byId(id), options: { idempotencyKey } },
		{ credentials: api.credentials() },
	);
	expect(await api.calls()).toMatchObject([{ idempotencyKey }]);
});
