// What audits and changes give an agent: they hold whole cards, of which an agent is to see no address.
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import type { ProcessedItems } from '../support/processedItems.mts';
import { TOOL } from '../support/offBlocksTool.mts';

let api: OffBlocks;
let accountId: string;
let cardId: string;
beforeAll(async () => {
	api = await startOffBlocks();
	accountId = await api.newAccount();
	cardId = await api.newCard({ accountId, status: 'suspended', ...live('Baker Street') });
});
afterAll(() => api.sandbox.stop());

function live(firstLine: string): IDataObject {
	const billingAddress = { firstLine, city: firstLine, country: 'GB', postCode: 'NW1 6XE' };
	return { name: 'Ada Palmer', maskedPan: '453211******0007', billingAddress };
}

const run = async (
	parameters: IDataObject,
	staticData: IDataObject = {},
	type = TOOL,
	processed: ProcessedItems = new Map(),
) =>
	await runNode(
		{ resource: 'card', scope: 'accounts', accountIds: accountId, ...parameters } as never,
		{
			credentials: api.credentials(),
			type,
			mode: 'trigger',
			staticData,
			processed,
		},
	);

const ADDRESS = /Baker|Fleet|NW1/;

it.each([
	[TOOL, {}, false],
	[TOOL, { output: 'raw' }, true],
	['offBlocks', {}, true],
])('audit: a finding in %s %j', async (type, parameters, whole) => {
	const { outputs } = await run({ operation: 'audit', ...parameters }, {}, type);
	expect(outputs[0][0].json).toMatchObject({ cardId, card: { id: cardId, status: 'suspended' } });
	expect(ADDRESS.test(JSON.stringify(outputs))).toBe(whole);
});

it.each([
	[TOOL, {}, false],
	[TOOL, { output: 'raw' }, true],
	['offBlocks', {}, true],
])('getChanges: a change in %s %j', async (type, parameters, whole) => {
	const watch = ['status', 'billingAddress', 'billingAddress.firstLine', 'billingAddress.city'];
	const changes = { operation: 'getChanges', watch, ...parameters };
	await api.newCard({ id: cardId, accountId, status: 'suspended', ...live('Baker Street') });
	const database: ProcessedItems = new Map();
	const { staticData } = await run(changes, {}, type, database);
	await api.newCard({ id: cardId, accountId, status: 'active', ...live('Fleet Street') });
	const { outputs } = await run(changes, staticData, type, database);
	const { message, fields } = outputs[0][0].json as { message: string; fields: IDataObject[] };
	expect(message).toContain('status: suspended → active');
	expect(message).toContain('billing address changed');
	expect(fields.map(({ field }) => field)).toEqual(watch);
	expect(ADDRESS.test(JSON.stringify(outputs))).toBe(whole);
	if (!whole)
		expect(message).toContain('billingAddress.firstLine changed; billingAddress.city changed');
});

it('makes as many writes in one execution as a person allows, and says so', async () => {
	const ids = await Promise.all([1, 2, 3].map(async () => await api.newCard()));
	const freeze = {
		operation: 'deactivate',
		agentMay: 'freeze',
		agentMostWrites: 2,
		cardId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		options: { concurrency: 1 },
	};
	const options = { credentials: api.credentials(), type: TOOL, items: ids.map((id) => ({ id })) };
	const { json } = await runNode({ resource: 'card', ...freeze } as never, options);
	expect(json.slice(0, 2)).toMatchObject([{ status: 'inactive' }, { status: 'inactive' }]);
	expect(json[2].error).toContain('is allowed 2 writes in one execution');
	// What a model could fill in lets none through.
	const agentMostWrites = '={{ 9 }}';
	const open = await runNode({ resource: 'card', ...freeze, agentMostWrites } as never, options);
	expect(open.json.map(({ error }) => error)).toEqual(
		Array(3).fill(expect.stringContaining('writes in one execution')),
	);
	// People's nodes have no such field.
	const person = { ...options, type: 'offBlocks' };
	const again = { ...freeze, operation: 'activate', agentMostWrites: 1 };
	const done = await runNode({ resource: 'card', ...again } as never, {
		...person,
		items: options.items.slice(0, 2),
	});
	expect(done.json).toMatchObject([{ status: 'active' }, { status: 'active' }]);
});

it.each([
	[{ returnAll: true, limit: 1 }, false],
	// Of a choice that is an expression, n8n hands over the field that it hides, too.
	[{ returnAll: '={{ true }}', limit: 1 }, false],
	[{ returnAll: '={{ false }}', limit: 1 }, true],
	[{ returnAll: false, limit: 1 }, true],
	[{ returnAll: false, limit: 2 }, false],
])('a list asked for with %j: whether there may be more is %s', async (asked, wanted) => {
	const account = { __rl: true, mode: 'id', value: accountId };
	const { json } = await run({ operation: 'getAllByAccount', accountId: account, ...asked });
	expect(json.some(({ thereMayBeMore }) => thereMayBeMore === true)).toBe(wanted);
	expect(json.some(({ id }) => id === cardId)).toBe(true);
});
