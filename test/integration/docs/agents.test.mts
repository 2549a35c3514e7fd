// docs/agents.md: each operation, its risk, the level that allows it, and what a model sees of it. The operations
// come from the node, what is seen from running each as a tool against a mock server made of the vendor's file.
// To write it anew: UPDATE_EXAMPLES=1 npm test -- integration --testPathPatterns docs/agents
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { INodeParameters } from 'n8n-workflow';
import { AGENTS_PAGE, levels, pageRows, RISKS, rows, type Row } from '../../support/agentsPage.mts';
import { runNode, TestCredentials } from '../../support/engine.mts';
import { CASES } from '../../support/everyOperation.mts';
import { hasVendorFile, startVendorMock } from '../../support/vendorMock.mts';
import { TOOL, tool } from '../../support/offBlocksTool.mts';

const [BEGIN, END] = ['<!-- operations: written by a test -->', '<!-- end of operations -->'];

const { properties } = tool.description;
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

const run = async (
	{ resource, operation }: Row,
	agentMay: string,
	baseUrl: string,
	more: INodeParameters = {},
) => {
	const { parameters } = CASES[`${resource}/${operation}`];
	const { json } = await runNode(
		{ resource, operation, agentMay, ...parameters, ...more },
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

it('the page has a row for each operation of the node', () => {
	expect(pageRows().map(({ label }) => label)).toEqual(rows().map(({ label }) => label));
});

it('each row of the page is true: refused below its level, with nothing sent, and allowed from it on', async () => {
	const nowhere = 'http://127.0.0.1:9/v1';
	const order = levels.map(({ value }) => String(value));
	for (const row of pageRows()) {
		expect(row.risk).toBe(RISKS[row.level]);
		for (const below of order.slice(0, order.indexOf(row.level))) {
			const [{ error, details }] = await run(row, below, nowhere);
			expect(error).toMatch(/is not allowed to AI agents here/);
			expect(details).toMatchObject({ kind: 'input' });
		}
		for (const level of order.slice(order.indexOf(row.level))) {
			const [{ error = '', details }] = await run(row, level, nowhere, {
				options: { maxRetries: 0 },
			});
			expect(error).not.toMatch(/is not allowed/);
			// The log-in is the first that finds nobody there.
			if (error && row.seen.length) expect(details).toMatchObject({ kind: 'credential' });
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
	const page = readFileSync(AGENTS_PAGE, 'utf8');
	const shown = page.slice(page.indexOf(BEGIN), page.indexOf(END) + END.length);
	if (process.env.UPDATE_EXAMPLES)
		writeFileSync(
			AGENTS_PAGE,
			page.replace(shown, () => wanted),
		);
	else expect(shown).toBe(wanted);
});
