// Card Create with the option Wait Until Issued.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode, type RunOptions } from '../support/engine.mts';
import { eventually } from '../support/eventually.mts';
import { ADDRESS, byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
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

const create = (waitUntilIssued: unknown, more: IDataObject = {}) =>
	({
		resource: 'card',
		operation: 'create',
		accountId: byId('={{ $json.account }}'),
		type: 'virtual',
		billingAddress: ADDRESS,
		options: { waitUntilIssued, maxRetries: 0, ...(more.options as object) },
	}) as INodeParameters;
const run = (parameters: INodeParameters, accounts: string[], more: Partial<RunOptions> = {}) =>
	runNode(parameters, {
		credentials: api.credentials(),
		items: accounts.map((account) => ({ account })),
		...more,
	});
const accounts = (count: number) =>
	Promise.all(Array.from({ length: count }, () => api.newAccount()));

/** Ends the issuing of an account's card once there is one; by planting it anew, as only the test can. */
async function end(account: string, status = 'active'): Promise<void> {
	await eventually(async () => {
		const [card] = await api.cardsOf(account);
		expect(card).toBeDefined();
		await api.newCard({ ...card, status });
	}, 20_000);
}
const looks = async () =>
	(await api.calls()).filter(({ method, path }) => method === 'GET' && /cards/.test(String(path)));

it('goes on with the card once it is issued', async () => {
	const [account] = await accounts(1);
	const running = run(create(30), [account]);
	await end(account);
	const { json, error } = await running;
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ accountId: account, status: 'active' }]);
	expect(json[0]).not.toHaveProperty('stillIssuing');
	expect(await looks()).toHaveLength(1);
});

it.each([0, '', undefined])('does not wait where the option is %j', async (seconds) => {
	const { json } = await run(create(seconds), await accounts(1));
	expect(json).toMatchObject([{ status: 'issuing' }]);
	expect(json[0]).not.toHaveProperty('stillIssuing');
	expect(await looks()).toEqual([]);
});

it('goes on with the card as it is when the time is over, in the form asked for', async () => {
	const parameters = { ...create(2), output: 'selectedFields', fields: ['status'] };
	const begun = Date.now();
	const { json } = await run(parameters, await accounts(1));
	expect(json).toEqual([{ status: 'issuing', stillIssuing: true }]);
	expect(Date.now() - begun).toBeGreaterThan(1_900);
	// After one second, and at the end.
	expect(await looks()).toHaveLength(2);
});

it('waits for many together, whatever Concurrency says, and keeps them in order', async () => {
	const all = await accounts(20);
	const begun = Date.now();
	const { json, outputs } = await run(create(4), all);
	expect(Date.now() - begun).toBeLessThan(9_000);
	expect(json.map(({ accountId, stillIssuing }) => [accountId, stillIssuing])).toEqual(
		all.map((account) => [account, true]),
	);
	expect(outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(all.map((_, item) => ({ item })));
});

it('a card that cannot be issued is an error with its id; the others stop waiting', async () => {
	const all = await accounts(3);
	const begun = Date.now();
	const running = run(create(60), all);
	await end(all[1], 'issue_failed');
	const { error } = await running;
	const [card] = await api.cardsOf(all[1]);
	expect(error?.message).toBe(
		'OffBlocks created the card but could not issue it (issue_failed) [item 1]',
	);
	expect(error?.description).toContain(`The card ${String(card.id)} stays "issue_failed"`);
	expect(error?.description).toContain('Succeeded: items 0, 2. Failed: item 1.');
	expect(Date.now() - begun).toBeLessThan(30_000);
});

it('one that is issued early does not end the wait for the others', async () => {
	const all = await accounts(2);
	const running = run(create(30), all);
	await end(all[0]);
	await eventually(async () => expect((await looks()).length).toBeGreaterThan(2), 20_000);
	await end(all[1]);
	const { json, error } = await running;
	expect(error).toBeUndefined();
	expect(json.map(({ status }) => status)).toEqual(['active', 'active']);
});

it('with Continue the others are waited for all the same', async () => {
	const all = await accounts(2);
	const running = run(create(30), all, { node: { onError: 'continueRegularOutput' } });
	await end(all[0], 'issue_failed');
	await end(all[1]);
	const { json } = await running;
	const [card] = await api.cardsOf(all[0]);
	expect(json).toEqual([
		{
			error: 'OffBlocks created the card but could not issue it (issue_failed)',
			details: expect.objectContaining({ createdId: card.id, currentStatus: 'issue_failed' }),
		},
		expect.objectContaining({ accountId: all[1], status: 'active' }),
	]);
});

it('a look that fails for a moment ends nothing; one that is refused for good says which card it is', async () => {
	const [first, second] = await accounts(2);
	await api.fault({ kind: 'status', status: 503, method: 'GET', path: '/cards/', times: 1 });
	const running = run(create(30), [first]);
	await end(first);
	expect((await running).json).toMatchObject([{ accountId: first, status: 'active' }]);

	await api.fault({ kind: 'status', status: 403, method: 'GET', path: '/cards/', times: 1 });
	const { error } = await run(create(30), [second]);
	const [card] = await api.cardsOf(second);
	expect(error?.message).toMatch(
		/^The card was created, but its status could not be read: .*\(403/,
	);
	expect(error?.description).toContain(`The card is ${String(card.id)}.`);
});

it('a cancelled execution stops waiting at once', async () => {
	const all = await accounts(5);
	let cancel = () => {};
	const running = run(create(600), all, { onStart: (stop) => (cancel = stop) });
	for (const account of all) {
		await eventually(async () => expect(await api.cardsOf(account)).toHaveLength(1), 20_000);
	}
	const begun = Date.now();
	cancel();
	await running;
	expect(Date.now() - begun).toBeLessThan(2_000);
});

it.each([601, -1, 1.5, 'soon'])('%j seconds are refused unsent', async (seconds) => {
	const { error } = await run(create(seconds), await accounts(1));
	expect(error?.message).toMatch(/^Wait Until Issued must be a whole number from 0 to 600/);
	expect(await api.calls()).toEqual([]);
});
