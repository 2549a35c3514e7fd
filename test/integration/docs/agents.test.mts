// docs/agents.md: each operation, its risk, the level that allows it, and what a model sees of it. The operations
// come from the node, what is seen from running each as a tool against a mock server made of the vendor's file.
// To write it anew: UPDATE_EXAMPLES=1 npm test -- integration --testPathPatterns docs/agents
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { root } from '../../../tools/setup/places.mjs';
import { dist } from '../../support/dist.mts';
import { addNodeType, runNode, TestCredentials } from '../../support/engine.mts';
import { CASES } from '../../support/everyOperation.mts';
import { hasVendorFile, startVendorMock } from '../../support/vendorMock.mts';

const PAGE = join(root, 'docs/agents.md');
const [BEGIN, END] = ['<!-- operations: written by a test -->', '<!-- end of operations -->'];

const TOOL = 'offBlocksTool';
const tool = new dist.OffBlocks();
tool.description = { ...tool.description, name: TOOL };
addNodeType(TOOL, tool);
const { properties } = tool.description;
const RISKS: Record<string, string> = {
	read: 'changes nothing',
	freeze: 'can be undone',
	create: 'makes something new',
	irreversible: 'for good',
};
const levels = properties.find(({ name }) => name === 'agentMay')!
	.options as INodePropertyOptions[];

interface Row {
	resource: string;
	operation: string;
	/** "Card: Get" */
	label: string;
	/** The lowest level at which the editor lists it. */
	level: string;
}

function rows(): Row[] {
	const lists = properties.filter(({ name }) => name === 'operation');
	return lists.flatMap(({ displayOptions, options = [] }: INodeProperties) => {
		const [resource] = displayOptions!.show!.resource as string[];
		const { name } = (
			properties.find(({ name: is }) => is === 'resource')!.options as INodePropertyOptions[]
		).find(({ value }) => value === resource)!;
		return (options as INodePropertyOptions[]).map((option) => {
			const hidden = (option.displayOptions?.hide?.agentMay ?? []) as string[];
			const level = levels.find(({ value }) => !hidden.includes(String(value)))!;
			const operation = String(option.value);
			return {
				resource,
				operation,
				label: `${name}: ${option.name}`,
				level: String(level.value),
			};
		});
	});
}

const credentials = (baseUrl: string) =>
	new TestCredentials({
		environment: 'custom',
		baseUrl,
		authentication: 'apiKey',
		apiKey: randomUUID(),
		apiSecret: 'a secret',
		keyId: randomUUID(),
		privateKey: generateKeyPairSync('ec', { namedCurve: 'P-384' })
			.privateKey.export({ type: 'pkcs8', format: 'pem' })
			.toString(),
	});

const run = async ({ resource, operation }: Row, agentMay: string, baseUrl: string) => {
	const { parameters } = CASES[`${resource}/${operation}`];
	const { json } = await runNode(
		{ resource, operation, agentMay, ...parameters },
		{ credentials: credentials(baseUrl), mode: 'trigger', type: TOOL },
	);
	return json;
};

/** Whether the operation's own description tells a model not to call it. */
function isForWorkflows({ resource, operation }: Row): boolean {
	const told = properties.find(
		({ name, displayOptions }) =>
			name === 'toolDescription' &&
			displayOptions?.show?.resource?.includes(resource) &&
			displayOptions.show.operation?.includes(operation),
	);
	return String(told?.default).includes('Do not call it');
}

it('above its level each operation is refused, and nothing is sent', async () => {
	const nowhere = 'http://127.0.0.1:9/v1';
	const order = levels.map(({ value }) => String(value));
	for (const row of rows()) {
		for (const below of order.slice(0, order.indexOf(row.level))) {
			const [{ error }] = await run(row, below, nowhere);
			expect(error).toMatch(/is not allowed to AI agents here/);
		}
	}
});

const whereJudged = hasVendorFile() ? it : it.skip;
whereJudged('the page shows each with what a model sees', async () => {
	const mock = await startVendorMock();
	const lines: string[] = [];
	for (const row of rows()) {
		const [first = {}] = await run(row, row.level, mock.baseUrl);
		expect(JSON.stringify(first)).not.toMatch(/firstLine|postCode/);
		const level = levels.find(({ value }) => value === row.level)!.name;
		const seen = Object.keys(first).map((name) => `\`${name}\``);
		const shown = isForWorkflows(row) ? 'of no use to a model' : seen.join(', ');
		lines.push(`| ${row.label} | ${RISKS[row.level]} | ${level} | ${shown} |`);
	}
	await mock.stop();
	const head = [
		'| Operation | Risk | The Agent May, at least | What the model sees |',
		'|---|---|---|---|',
	];
	const wanted = [BEGIN, '', ...head, ...lines, '', END].join('\n');
	const page = readFileSync(PAGE, 'utf8');
	const shown = page.slice(page.indexOf(BEGIN), page.indexOf(END) + END.length);
	if (process.env.UPDATE_EXAMPLES)
		writeFileSync(
			PAGE,
			page.replace(shown, () => wanted),
		);
	else expect(shown).toBe(wanted);
});
