// What n8n's HTTP Request node leaves behind of a request that our credential signed: each of its versions, response
// formats and bodies, well and not, by hand and in production. Afterwards the whole of n8n's folder, database and log
// is searched for the token, its parts, the signatures, the API secret and the private key.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { VersionedNodeType } from 'n8n-workflow';
import { WITHOUT_EDITOR } from '../../tools/n8n-environment.mts';
import { eventually } from '../support/eventually.mts';
import {
	N8nClient,
	startN8n,
	type N8n,
	type WorkflowFile,
	type WorkflowNode,
} from '../support/n8n.mts';
import { startRecordingApi, type RecordingApi } from '../support/recordingApi.mts';

const FORMATS = ['autodetect', 'json', 'text', 'file'];
const BODIES: Record<string, object> = {
	none: {},
	json: { sendBody: true, specifyBody: 'json', jsonBody: '{"a":1}' },
	raw: { sendBody: true, contentType: 'raw', rawContentType: 'application/json', body: '{"a":1}' },
	form: {
		sendBody: true,
		contentType: 'form-urlencoded',
		bodyParameters: { parameters: [{ name: 'a', value: '1' }] },
	},
};

/** The versions of the node in the n8n under test, that know the credential (2 and later). */
function versions(): number[] {
	const load = createRequire(process.env.N8N_BIN!);
	const { HttpRequest } = load('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => VersionedNodeType;
	};
	const known = Object.keys(new HttpRequest().nodeVersions).map(Number);
	return known.filter((version) => version >= 2).sort();
}

const pair = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const apiSecret = `secret-${randomUUID()}`;
const userFolder = mkdtempSync(join(tmpdir(), 'offblocks-matrix-'));
const printed: string[] = [];
let api: RecordingApi;
let n8n: N8n;
let client: N8nClient;
let credentials: Record<string, { id: string; name: string }>;
beforeAll(async () => {
	[api, n8n] = await Promise.all([
		startRecordingApi(),
		startN8n({
			userFolder,
			log: (line) => printed.push(line),
			// Files on the disk are searched, too; a stored failure holds its request.
			env: {
				...WITHOUT_EDITOR,
				N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
				N8N_LOG_LEVEL: 'debug',
			},
		}),
	]);
	client = new N8nClient(n8n.url);
	await client.enter({
		email: 'owner@example.com',
		firstName: 'E2E',
		lastName: 'Owner',
		password: 'Matrix-Trinity-7',
	});
	const { id } = await client.createCredential({
		name: 'OffBlocks',
		type: 'offBlocksApi',
		data: {
			environment: 'custom',
			baseUrl: api.baseUrl,
			authentication: 'apiKey',
			apiKey: randomUUID(),
			apiSecret,
			keyId: randomUUID(),
			privateKey,
		},
	});
	credentials = { offBlocksApi: { id, name: 'OffBlocks' } };
});
afterAll(async () => {
	await Promise.all([n8n?.stop(), api?.stop()]);
	rmSync(userFolder, { recursive: true, force: true });
});

const shared = (end: string) => ({
	url: `${api.baseUrl}/${end}`,
	authentication: 'predefinedCredentialType',
	nodeCredentialType: 'offBlocksApi',
});
const methodFor = (body: string) => (body === 'none' ? 'GET' : 'POST');

const ofVersion3 = (format: string, body: string, end: string) => ({
	...shared(end),
	method: methodFor(body),
	sendHeaders: true,
	headerParameters: { parameters: [{ name: 'Idempotency-Key', value: randomUUID() }] },
	...BODIES[body],
	options: { response: { response: { responseFormat: format, outputPropertyName: 'data' } } },
});

/** It has no autodetection, and other names. */
const ofVersion2 = (format: string, body: string, end: string) => ({
	...shared(end),
	requestMethod: methodFor(body),
	responseFormat: { autodetect: 'json', text: 'string' }[format] ?? format,
	dataPropertyName: 'data',
	jsonParameters: true,
	headerParametersJson: JSON.stringify({ 'Idempotency-Key': randomUUID() }),
	bodyParametersJson: '{"a":1}',
	options: {
		bodyContentType: body === 'form' ? 'form-urlencoded' : body === 'raw' ? 'raw' : 'json',
		bodyContentCustomMimeType: 'application/json',
	},
});

/** A trigger, and behind it one node for each cell, each of which the next one looks into. */
function workflowOf(version: number, path: string): WorkflowFile {
	const trigger = (name: string, type: string, parameters: object): WorkflowNode => ({
		id: name,
		name,
		type,
		typeVersion: type.endsWith('webhook') ? 2 : 1,
		position: [0, 0],
		parameters: parameters as Record<string, unknown>,
		...(type.endsWith('webhook') ? { webhookId: path } : {}),
	});
	const cells = FORMATS.flatMap((format) =>
		Object.keys(BODIES).flatMap((body) => ['ok', 'no'].map((end) => [format, body, end])),
	);
	const nodes = cells.map(([format, body, end], at): WorkflowNode => ({
		id: `${at}`,
		name: `${format} ${body} ${end}`,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: version,
		position: [at * 100, 0],
		// The last one's failure is stored as it is, with its request.
		...(at < cells.length - 1 ? { onError: 'continueRegularOutput' } : {}),
		credentials,
		parameters: version < 3 ? ofVersion2(format, body, end) : ofVersion3(format, body, end),
	}));
	const chain = nodes.map(({ name }) => name);
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return {
		name: `HTTP Request ${version}`,
		nodes: [
			trigger('By hand', 'n8n-nodes-base.manualTrigger', {}),
			trigger('Hook', 'n8n-nodes-base.webhook', { httpMethod: 'POST', path, options: {} }),
			...nodes,
		],
		connections: {
			'By hand': to(chain[0]),
			Hook: to(chain[0]),
			...Object.fromEntries(chain.slice(1).map((name, at) => [chain[at], to(name)])),
		},
		settings: { executionOrder: 'v1' },
	};
}

it.each(versions())(
	'version %d: every cell sends one signed request, or one more where n8n tries again',
	async (version) => {
		const before = api.count();
		const path = randomUUID();
		const workflow = await client.createWorkflow(workflowOf(version, path));
		const byHand = await client.runToEnd(workflow, 'By hand');
		const nodes = workflow.nodes.length - 2;
		expect(Object.keys(byHand.data.resultData.runData)).toHaveLength(nodes + 1);
		expect(byHand.data.resultData.error?.message).toContain('Bad request');
		expect(api.count() - before).toBeGreaterThanOrEqual(nodes);
		await client.activate(workflow);
		await eventually(async () => {
			expect((await fetch(`${n8n.url}/webhook/${path}`, { method: 'POST' })).status).toBe(200);
		});
		await eventually(async () => expect(api.count() - before).toBeGreaterThanOrEqual(2 * nodes));
	},
);

it('nothing secret is left: not in the database, not in a file, not in the log', async () => {
	await n8n.stop();
	const folder = join(userFolder, '.n8n');
	const files = readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
		.map((entry) => join(entry.parentPath, entry.name));
	// By rows as well: in the file a long text has the ends of pages in it.
	const database = new DatabaseSync(join(folder, 'database.sqlite'), { readOnly: true });
	const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
	const rows = tables.flatMap(({ name }) =>
		database.prepare(`SELECT * FROM "${String(name)}"`).all(),
	);
	const everything = [
		...printed,
		...files.map((file) => readFileSync(file, 'latin1')),
		...rows.map((row) => Object.values(row).join('\n')),
	].join('\n');
	database.close();
	// What was searched holds the executions and their failures: else nothing would be found by itself.
	expect(everything).toContain('autodetect raw no');
	expect(everything).toContain('idempotency-key');

	const lines = privateKey.split('\n').filter((line) => line.length > 20);
	const secrets = [apiSecret, ...lines, ...api.secrets];
	expect(secrets.length).toBeGreaterThan(100);
	const leaked = secrets.filter((secret) => everything.includes(secret));
	// Their number alone: a failing test must not print them.
	expect({ searched: secrets.length, leaked: leaked.length }).toEqual({
		searched: secrets.length,
		leaked: 0,
	});
});
