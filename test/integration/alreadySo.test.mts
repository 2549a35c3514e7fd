// The option Already So Is Fine: a card that is in the wanted status already counts as done, and says so.
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine.mts';
import { byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
afterAll(() => api.sandbox.stop());

const run = async (operation: string, cardId: string, more: IDataObject = {}) =>
	await runNode(
		{
			resource: 'card',
			operation,
			cardId: byId(cardId),
			options: { alreadySoIsFine: true },
			...more,
		} as never,
		{ credentials: api.credentials() },
	);

it.each([
	['activate', 'active'],
	['deactivate', 'inactive'],
])('%s: a card that is %s comes out as it is, after one look', async (operation, status) => {
	const id = await api.newCard({ status });
	await api.forgetCalls();
	const { error, json } = await run(operation, id);
	expect(error).toBeUndefined();
	expect(json).toEqual([expect.objectContaining({ id, status, alreadySo: true })]);
	const calls = await api.calls();
	expect(calls.map(({ method }) => method)).toEqual(['PATCH', 'GET']);
});

it('terminate: a card that is terminated is deleted already', async () => {
	const id = await api.newCard({ status: 'terminated' });
	const { error, json } = await run('terminate', id);
	expect(error).toBeUndefined();
	expect(json).toEqual([{ id, deleted: true, alreadySo: true }]);
});

it('goes by the form that was asked for', async () => {
	const id = await api.newCard({ status: 'inactive' });
	const { json } = await run('deactivate', id, { output: 'selectedFields', fields: ['status'] });
	expect(json).toEqual([{ status: 'inactive', alreadySo: true }]);
});

it.each([
	['activate', 'terminated', {}],
	['deactivate', 'suspended', {}],
	['terminate', 'blocked', {}],
	['deactivate', 'inactive', { options: {} }],
	['deactivate', 'inactive', { options: { alreadySoIsFine: false } }],
])('%s: a card that is %s fails all the same (%j)', async (operation, status, more) => {
	const id = await api.newCard({ status });
	const { error } = await run(operation, id, more);
	expect(error?.message).toMatch(/^OffBlocks .*\(4\d\d/);
	expect(error?.description).toMatch(/this card|The card/);
});

it('a change that is made does not say that it was so already', async () => {
	const id = await api.newCard({ status: 'active' });
	const { json } = await run('deactivate', id);
	expect(json[0]).toMatchObject({ id, status: 'inactive' });
	expect(json[0]).not.toHaveProperty('alreadySo');
});

it('is a failure where nobody can say what the card is', async () => {
	const id = await api.newCard({ status: 'inactive' });
	await api.fault({ kind: 'status', status: 500, method: 'GET', path: `/cards/${id}`, times: 1 });
	const { error } = await run('deactivate', id);
	expect(error?.message).toMatch(/^OffBlocks .*\(4\d\d/);
});
