// A workflow that n8n's command line takes out and puts in again under another id: its copy has the same node ids and
// the stored memory of the original, and must not go by it.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chain, webhook } from '../../cluster/chain.mts';
import { sandboxCredential } from '../../demo/furnish.mts';
import { n8nEnvironment, WITHOUT_EDITOR } from '../../tools/n8n-environment.mts';
import { binariesOfN8n } from '../../tools/n8n.mts';
import { freePort } from '../../tools/ports.mts';
import { eventually } from '../support/eventually.mts';
import { N8nClient, startN8n, type N8n, type Workflow } from '../support/n8n.mts';
import { startSandbox, type Sandbox } from '../support/sandbox.mts';

const userFolder = mkdtempSync(join(tmpdir(), 'offblocks-copy-'));
let n8n: N8n;
let sandbox: Sandbox;
let client: N8nClient;
beforeAll(async () => {
	[n8n, sandbox] = await Promise.all([
		startN8n({ userFolder, env: WITHOUT_EDITOR }),
		startSandbox(),
	]);
	client = new N8nClient(n8n.url);
	await client.enter({
		email: 'owner@example.com',
		firstName: 'E2E',
		lastName: 'Owner',
		password: 'Second-Life-7',
	});
});
afterAll(async () => {
	await Promise.all([n8n?.stop(), sandbox?.stop()]);
	rmSync(userFolder, { recursive: true, force: true });
});

/** n8n's command line, on the same folder. */
async function cli(...args: string[]): Promise<void> {
	const binaries = await binariesOfN8n();
	const brokerPort = await freePort(0, new Set([n8n.port]));
	const env = n8nEnvironment({ ...binaries, userFolder, port: n8n.port, brokerPort });
	await promisify(execFile)(binaries.node, [binaries.n8n, ...args], { env, cwd: userFolder });
}

/** The summary that a published workflow's Get Changes gives. */
async function look(path: string): Promise<Record<string, unknown>> {
	return await eventually(async () => {
		const answer = await fetch(`${n8n.url}/webhook/${path}`, { method: 'POST' });
		expect(answer.status).toBe(200);
		const [summary] = (await answer.json()) as Array<Record<string, unknown>>;
		return summary;
	});
}

it('takes stock for itself', async () => {
	const { data: card } = await sandbox.admin.post<{ id: string }>('/cards', { status: 'active' });
	const { id } = await client.createCredential(sandboxCredential(sandbox.info));
	const path = randomUUID();
	const original = await client.createWorkflow(
		chain(
			'Original',
			[
				webhook('Hook', path),
				{
					name: 'Changes',
					type: 'n8n-nodes-offblocks.offBlocks',
					parameters: {
						resource: 'card',
						operation: 'getChanges',
						checkpoint: 'atOnce',
						outputs: 'summary',
					},
				},
			],
			id,
		),
	);
	await client.activate(original);
	expect(await look(path)).toMatchObject({ baselineEstablished: true });
	expect(await look(path)).toMatchObject({ baselineEstablished: false });

	const file = join(userFolder, 'exported.json');
	await cli('export:workflow', `--id=${original.id}`, `--output=${file}`);
	const [exported] = JSON.parse(readFileSync(file, 'utf8')) as Workflow[];
	// Else there would be nothing that the copy could go by.
	expect(JSON.stringify(exported)).toContain('offBlocksCardChanges');
	const copy = { ...exported, id: randomUUID().slice(0, 16), name: 'Copy', active: false };
	const text = JSON.stringify([copy]).replaceAll(path, randomUUID());
	writeFileSync(file, text);
	await cli('import:workflow', `--input=${file}`);
	const imported = await client.workflow(copy.id);
	expect(imported.nodes.map((node) => node.id)).toEqual(original.nodes.map((node) => node.id));
	await client.activate(imported);

	await sandbox.admin.patch(`/cards/${card.id}`, { status: 'suspended' });
	const newPath = String(imported.nodes[0].parameters.path);
	expect(await look(newPath)).toMatchObject({ baselineEstablished: true });
	expect(await look(newPath)).toMatchObject({ baselineEstablished: false });
	// The original goes on from its own.
	expect(await look(path)).toMatchObject({ baselineEstablished: false });
});
