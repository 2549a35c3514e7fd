// Answers of docs/faq.md that tell a reader to put nodes together, put together so in a real n8n.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinLiveTrigger, type LiveTrigger } from '../support/liveTrigger.mts';
import { outputOf, type WorkflowNode } from '../support/n8n.mts';
import { startSink, type Sink } from '../support/sink.mts';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'faq.md'), 'utf8');

/** The code in the answer to a question. */
const codeIn = (question: string) => {
	const [, answer] = page.split(`\n## ${question}\n`);
	return /```\n([^`]+)\n```/.exec(answer)?.[1] ?? '';
};

let live: LiveTrigger;
let sink: Sink;
beforeAll(async () => {
	[live, sink] = await Promise.all([joinLiveTrigger(), startSink()]);
});
afterAll(async () => {
	await Promise.all([live?.stop(), sink?.close()]);
});

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Nodes after one another, by name; all but the first are OffBlocks nodes, unless they say otherwise. */
async function run(steps: Record<string, Partial<WorkflowNode>>) {
	const { credentialId } = await live.newCredential();
	const nodes = Object.entries(steps).map(([name, step], at) => ({
		id: randomUUID(),
		name,
		type: 'n8n-nodes-offblocks.offBlocks',
		typeVersion: 1,
		position: [220 * at, 0] as [number, number],
		credentials: { offBlocksApi: { id: credentialId, name: 'OffBlocks sandbox' } },
		parameters: {},
		...step,
	}));
	const connections = Object.fromEntries(
		nodes.slice(1).map(({ name }, at) => {
			// Of an audit, the summary goes on.
			const before = nodes[at];
			const output = before.parameters?.operation === 'audit' ? 1 : 0;
			const main: object[][] = [[], []];
			main[output].push({ node: name, type: 'main', index: 0 });
			return [before.name, { main }];
		}),
	);
	const workflow = await live.client.createWorkflow({ name: 'FAQ', nodes, connections });
	const execution = await live.client.runToEnd(workflow, nodes[0].name);
	expect(execution.data.resultData.error?.message).toBeUndefined();
	return (name: string) => outputOf(execution, name);
}

const START = { Start: { type: 'n8n-nodes-base.manualTrigger' } };

it('finds the cards of a customer, one by its digits, and freezes those of a person', async () => {
	const outputs = await run({
		...START,
		Customer: {
			parameters: { resource: 'customer', operation: 'getByExternalId', externalId: 'customer-6' },
		},
		Accounts: {
			parameters: {
				resource: 'account',
				operation: 'getAllByCustomer',
				customerId: byId('={{ $json.id }}'),
			},
		},
		Cards: {
			parameters: { operation: 'getAllByAccount', accountId: byId('={{ $json.id }}') },
		},
		'By digits': {
			parameters: {
				operation: 'getAll',
				filters: { lastFour: '={{ $json.maskedPan.slice(-4) }}' },
			},
		},
		'Of the person': {
			parameters: {
				operation: 'getAll',
				filters: { nameContains: 'finn', statuses: ['active'] },
			},
			executeOnce: true,
		},
		Frozen: { parameters: { operation: 'deactivate', cardId: byId('={{ $json.id }}') } },
	});
	const cards = outputs('Cards');
	expect(cards.map(({ name }) => name)).toEqual(['Finn de Vries', 'Finn de Vries']);
	const ids = cards.map(({ id }) => id);
	expect(outputs('By digits').map(({ id }) => id)).toEqual(ids);
	const active = cards.filter(({ status }) => status === 'active');
	expect(active).toHaveLength(1);
	expect(outputs('Frozen')).toMatchObject([{ id: active[0].id, status: 'inactive' }]);
});

it('sends the report to Teams as an adaptive card, and adds up what cards spent', async () => {
	const outputs = await run({
		...START,
		Audit: { parameters: { operation: 'audit', scope: 'programme', outputs: 'both' } },
		'Post to chat': {
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				method: 'POST',
				url: sink.url,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: codeIn('How do I get the report in Slack or Teams?'),
				options: {},
			},
		},
		Spent: {
			parameters: {
				resource: 'transaction',
				operation: 'spending',
				groupBy: 'card',
				period: 'all',
			},
		},
	});
	const [{ text }] = sink.take();
	expect(JSON.parse(text)).toMatchObject({
		type: 'message',
		attachments: [
			{
				contentType: 'application/vnd.microsoft.card.adaptive',
				content: { type: 'AdaptiveCard', body: [{ type: 'TextBlock' }] },
			},
		],
	});
	expect(text).toMatch(/"text":"Card audit, .+findings on \d+ of \d+ cards/);
	expect(outputs('Spent').length).toBeGreaterThan(0);
});
