// Files that Excel saved begin with a byte order mark (U+FEFF), and so does the CSV of findings: what n8n's own nodes
// make of them, with the settings that our example and docs/audits.md name.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INode, INodeType } from 'n8n-workflow';
import { root } from '../../tools/setup/places.mjs';
import { addNodeType, runNode, type RunResult } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';

const load = createRequire(process.env.N8N_BIN!);
const files = 'n8n-nodes-base/dist/nodes/Files';
const add = (type: string, path: string, name: string) => {
	const Type = (load(`${files}/${path}`) as Record<string, new () => INodeType>)[name];
	addNodeType(type, new Type());
};
add('n8n-nodes-base.convertToFile', 'ConvertToFile/ConvertToFile.node.js', 'ConvertToFile');
add('n8n-nodes-base.extractFromFile', 'ExtractFromFile/ExtractFromFile.node.js', 'ExtractFromFile');

const workflow = JSON.parse(readFileSync(join(root, 'workflows/bulk-issuance.json'), 'utf8')) as {
	nodes: INode[];
};
const node = (name: string) => workflow.nodes.find((one) => one.name === name)!;
const outputOf = ({ run }: RunResult, name: string) =>
	(run.data.resultData.runData[name].at(-1)?.data?.main[0] ?? []).map(({ json }) => json);

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
afterAll(() => api.sandbox.stop());

it.each(['\ufeff', ''])('three rows are three cards, the file beginning with %j', async (mark) => {
	const accounts = await Promise.all([api.newAccount(), api.newAccount(), api.newAccount()]);
	// Order numbers are idempotency keys, and hold beyond one execution.
	const orders = accounts.map((id) => `order ${id}`);
	const rows = accounts.map((id, at) => `${orders[at]},${id},virtual,1 Main St,London,GB,NW6 2FG`);
	const columns = 'orderId,accountId,type,firstLine,city,country,postCode';
	const csv = mark + [columns, ...rows].join('\n');
	const result = await runNode(node('Issue card').parameters, {
		credentials: api.credentials(),
		items: [{ csv }],
		before: [node('As a file'), node('Rows')].map(({ type, typeVersion, parameters }) => ({
			type,
			typeVersion,
			parameters,
		})),
	});
	expect(outputOf(result, 'Before 1').map(({ orderId }) => orderId)).toEqual(orders);
	expect(result.json.map(({ accountId, status }) => [accountId, status])).toEqual(
		accounts.map((id) => [id, 'issuing']),
	);
});

it.each([true, false])(
	'the CSV of findings, read again with Exclude Byte Order Mark: %s',
	async (enableBOM) => {
		const accountId = await api.newAccount();
		await api.newCard({ accountId, status: 'suspended' });
		const result = await runNode(
			{
				resource: 'card',
				operation: 'audit',
				scope: 'accounts',
				accountIds: accountId,
				outputs: 'summary',
				reports: ['csv'],
			},
			{
				credentials: api.credentials(),
				after: {
					type: 'n8n-nodes-base.extractFromFile',
					parameters: { binaryPropertyName: 'findings', options: { enableBOM } },
				},
			},
		);
		expect(result.error).toBeUndefined();
		expect(outputOf(result, 'After')[0].severity).toBe(enableBOM ? 'high' : undefined);
	},
);
