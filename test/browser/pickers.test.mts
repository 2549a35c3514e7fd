// What the lists of the editor show, what can be chosen from them, and what n8n then keeps in the workflow.
import type { Locator } from 'playwright-core';
import { SigningClient } from '../support/client.mts';
import { eventually } from '../support/eventually.mts';
import type { Workflow } from '../support/n8n.mts';
import { useEditor, type Editor } from './support/editor.mts';
import { NodeView } from './support/nodeView.mts';
import { workflowOf } from './support/workflow.mts';

interface List {
	/** Resource, operation, and the field with the list. */
	node: [resource: string, operation: string, field: string];
	/** Rows above the heading. */
	fitting: string[];
	heading?: string;
	/** Rows below it. */
	others?: string[];
}

const LISTS: Record<string, List> = {
	'Issue a card': {
		node: ['card', 'create', 'accountId'],
		fitting: [
			'customer-1 · …000000000001',
			'customer-2 · …000000000002',
			'customer-3 · …000000000003',
			'customer-4 · …000000000004',
			// Neither of his cards counts any more.
			'Isaac Laurent · …000000000009',
		],
		heading: 'Not active, or with a virtual card already',
		others: [
			'customer-11 · …000000000011',
			'customer-7 · …000000000007',
			'Ella Byrne · …000000000005',
			'Finn de Vries · …000000000006',
			'Hanna Vogel · …000000000008',
			'Julia Romero · …000000000010',
			'Lotte Smit · …000000000012',
		],
	},
	Freeze: {
		node: ['card', 'deactivate', 'cardId'],
		fitting: [
			'Ella Byrne · mastercard ••••2334',
			'Finn de Vries · mastercard ••••7879',
			'Julia Romero · mastercard ••••9008',
		],
		heading: 'Cannot be deactivated now',
	},
	'Issued now': {
		node: ['simulator', 'issueCard', 'cardId'],
		fitting: ['virtual card …000701'],
		heading: 'No longer being issued',
	},
	Verified: {
		node: ['simulator', 'verifyCustomer', 'customerId'],
		fitting: ['customer-11'],
		heading: 'Not being verified',
	},
	'Stop a customer': {
		node: ['customer', 'deactivate', 'customerId'],
		fitting: [1, 10, 12, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `customer-${n}`),
		heading: 'Cannot be deactivated now',
		others: ['customer-11'],
	},
	'No more events': {
		node: ['webhook', 'delete', 'webhookId'],
		fitting: ['127.0.0.1:9 …f9d1b0aa0001 · card', 'localhost:9 …f9d1b0aa0002 · 2 events'],
	},
	'What it has': {
		node: ['asset', 'getAll', 'chainId'],
		fitting: ['Arbitrum One · eip155:42161'],
	},
};

const HOOKS = [
	['http://127.0.0.1:9', 'f9d1b0aa0001', 'card'],
	['http://localhost:9', 'f9d1b0aa0002', 'account', 'customer'],
] as const;

const tests = useEditor();

/** The rows of a list, each of which must be read whole. */
async function rowsOf(entries: Locator): Promise<string[]> {
	const rows = await entries.evaluateAll((items) =>
		items.map((item) => {
			const text = item.querySelector('span')!;
			return { text: text.textContent, isCut: text.scrollWidth > text.clientWidth };
		}),
	);
	expect(rows.filter(({ isCut }) => isCut)).toEqual([]);
	return rows.map(({ text }) => text);
}

/** The parameters of a workflow's nodes as n8n has stored them, by node. */
async function stored(editor: Editor, { id }: Workflow) {
	const url = new URL(`/rest/workflows/${id}`, editor.page.url()).href;
	const answer = await editor.page.request.get(url);
	const { data } = (await answer.json()) as { data: Workflow };
	return Object.fromEntries(data.nodes.map(({ name, parameters }) => [name, parameters]));
}

tests.it(
	'lists show what differs, put what is refused below a heading, and store no status',
	async (editor) => {
		const api = new SigningClient(editor.sandbox.info);
		for (const [host, end, ...kinds] of HOOKS) {
			await api.put('/webhooks', {
				callbackUrl: `${host}/webhook/5f0c7e0a-4d0b-4c53-9f4e-${end}/webhook?token=x`,
				types: kinds.map((kind) => `${kind}.updated`),
			});
		}
		const nodes = Object.entries(LISTS).map(
			([
				name,
				{
					node: [resource, operation],
				},
			]) => [name, { resource, operation }],
		);
		const workflow = await editor.open(
			workflowOf(
				editor,
				'Lists',
				Object.fromEntries(nodes) as Record<string, Record<string, unknown>>,
			),
		);
		for (const [name, { node, fitting, heading, others }] of Object.entries(LISTS)) {
			const view = await NodeView.open(editor, name);
			const entries = await view.openList(node[2]);
			const rows = await rowsOf(entries);
			const headings = heading ? [`── ${heading} ──`] : [];
			expect(rows.slice(0, fitting.length + headings.length)).toEqual([...fitting, ...headings]);
			if (others) expect(rows.slice(fitting.length + 1)).toEqual(others);
			expect(new Set(rows).size).toBe(rows.length);
			// The heading can be clicked, and nothing comes of it.
			if (heading) await entries.nth(fitting.length).click();
			await entries.nth(fitting.length - 1).click();
			await view.close();
		}
		await editor.page.keyboard.press('Control+s');
		await eventually(async () => {
			const now = await stored(editor, workflow);
			for (const [name, { node, fitting }] of Object.entries(LISTS)) {
				expect(now[name][node[2]]).toMatchObject({
					mode: 'list',
					value: expect.any(String),
					cachedResultName: fitting.at(-1),
				});
			}
		});
		// What stands below the nodes on the canvas.
		for (const [name, words] of [
			['Issue a card', 'create: Isaac Laurent'],
			['Freeze', 'deactivate: Julia Romero ••••9008'],
			['Verified', 'verify customer: customer-11'],
			['No more events', 'delete: localhost:9 …f9d1b0aa0002'],
		]) {
			expect(await editor.nodeOnCanvas(name).innerText()).toContain(words);
		}
	},
);
