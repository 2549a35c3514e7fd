// Puts the credential and the example workflows into the demo's n8n: once, and kept pointed at the sandbox.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { N8nClient } from '../tools/n8n-client.mts';
import type { Credential, WorkflowFile, WorkflowNode } from '../tools/n8n-types.mts';
import type { SandboxInfo } from '../tools/sandbox.mts';
import type { DemoState } from './state.mts';
import { root } from '../tools/setup/places.mjs';

/** The base URL that the files in workflows/ name: the sandbox's on its usual port. */
export const FILE_BASE_URL = 'http://127.0.0.1:4010/v1';
export const CREDENTIAL_NAME = 'OffBlocks sandbox';
const CREDENTIAL_TYPE = 'offBlocksApi';

/** The credential for a sandbox, filled in as a user would fill it in. */
export function sandboxCredential(info: SandboxInfo): Credential {
	return {
		name: CREDENTIAL_NAME,
		type: CREDENTIAL_TYPE,
		data: {
			environment: 'custom',
			baseUrl: info.baseUrl,
			authentication: 'apiKey',
			apiKey: info.apiKey,
			apiSecret: info.apiSecret,
			keyId: info.keyId,
			privateKey: info.privateKey,
		},
	};
}

/** A workflow file as text → the workflow, pointed at `baseUrl` and with the credential in each node that asks for it. */
export function readWorkflow(file: string, baseUrl: string, credentialId: string): WorkflowFile {
	const text = readFileSync(join(root, 'workflows', file), 'utf8');
	const { name, nodes, connections, settings } = JSON.parse(text) as WorkflowFile;
	const filled = nodes
		.map((node) => pointAt(node, FILE_BASE_URL, baseUrl))
		.map((node) => withCredential(node, credentialId));
	return { name, nodes: filled, connections, settings };
}

/** Makes or updates the credential and imports the workflows not imported before; changes `state`. */
export async function furnish(
	client: N8nClient,
	info: SandboxInfo,
	state: DemoState,
): Promise<void> {
	const credentialId = await ensureCredential(client, info, state);
	if (state.baseUrl && state.baseUrl !== info.baseUrl) {
		await repoint(client, Object.values(state.workflows), state.baseUrl, info.baseUrl);
	}
	state.baseUrl = info.baseUrl;
	for (const file of readdirSync(join(root, 'workflows')).filter((name) =>
		name.endsWith('.json'),
	)) {
		// One that the user deleted stays deleted.
		if (state.workflows[file]) continue;
		const workflow = await client.createWorkflow(readWorkflow(file, info.baseUrl, credentialId));
		state.workflows[file] = workflow.id;
		if (workflow.nodes.some(isTrigger)) await client.activate(workflow);
	}
	if (state.n8nUrl && state.n8nUrl !== client.url) {
		await resubscribe(client, Object.values(state.workflows));
	}
	state.n8nUrl = client.url;
}

/** n8n stepped to another port, and tells nobody by itself: the sandbox must hear of the new address. */
async function resubscribe(client: N8nClient, ids: string[]): Promise<void> {
	const active = (await client.workflows()).filter((one) => one.active && ids.includes(one.id));
	for (const { id } of active) {
		const workflow = await client.workflow(id);
		if (!workflow.nodes.some(isTrigger)) continue;
		await client.deactivate(id);
		await client.activate(workflow);
	}
}

function isTrigger({ type }: WorkflowNode): boolean {
	return type.endsWith('.offBlocksTrigger');
}

async function ensureCredential(
	client: N8nClient,
	info: SandboxInfo,
	state: DemoState,
): Promise<string> {
	const existing = await client.credentials();
	if (state.credentialId && existing.some(({ id }) => id === state.credentialId)) {
		await client.updateCredential(state.credentialId, sandboxCredential(info));
		return state.credentialId;
	}
	const { id } = await client.createCredential(sandboxCredential(info));
	state.credentialId = id;
	return id;
}

/** The sandbox stepped to another port: the imported workflows follow it, whatever the user made of them. */
async function repoint(client: N8nClient, ids: string[], from: string, to: string): Promise<void> {
	const present = new Set(
		(await client.workflows()).filter(({ isArchived }) => !isArchived).map(({ id }) => id),
	);
	for (const id of ids.filter((known) => present.has(known))) {
		const { nodes, connections } = await client.workflow(id);
		await client.updateWorkflow(id, {
			nodes: nodes.map((node) => pointAt(node, from, to)),
			connections,
		});
	}
}

function pointAt(node: WorkflowNode, from: string, to: string): WorkflowNode {
	const parameters = JSON.stringify(node.parameters).replaceAll(from, to);
	return { ...node, parameters: JSON.parse(parameters) as WorkflowNode['parameters'] };
}

function withCredential(node: WorkflowNode, id: string): WorkflowNode {
	const asks =
		/\.offBlocks(Tool)?$/.test(node.type) ||
		isTrigger(node) ||
		node.parameters.nodeCredentialType === CREDENTIAL_TYPE;
	return asks
		? { ...node, credentials: { [CREDENTIAL_TYPE]: { id, name: CREDENTIAL_NAME } } }
		: node;
}
