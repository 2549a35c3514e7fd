// What audits and changes give an agent: they hold whole cards, of which an agent is to see no address.
import type { IDataObject } from 'n8n-workflow';
import { dist } from '../support/dist.mts';
import { addNodeType, runNode } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import type { ProcessedItems } from '../support/processedItems.mts';

const TOOL = 'offBlocksTool';
const tool = new dist.OffBlocks();
// n8n makes its tool of a node in this way (tool-generation/ai-tools).
tool.description = { ...tool.description, name: TOOL };
addNodeType(TOOL, tool);

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
