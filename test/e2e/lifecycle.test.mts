// A real n8n process with the packed tarball in it, driven over REST, against a sandbox of its own.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { readWorkflow, sandboxCredential } from '../../demo/furnish.mts';
import {
	type Execution,
	itSince,
	N8nClient,
	outputOf,
	startN8n,
	type N8n,
	type Workflow,
} from '../support/n8n.mts';
import { OWNER } from '../support/owner.mts';
import { startSandbox, type Sandbox } from '../support/sandbox.mts';

const TRIGGER = 'Click to start';
const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;

let sandbox: Sandbox;
let n8n: N8n;
let client: N8nClient;
let credentialId: string;
const userFolder = mkdtempSync(join(tmpdir(), 'offblocks-e2e-'));
/** All that n8n printed or answered with, for the search at the end. */
const seen: string[] = [];

beforeAll(async () => {
	[sandbox, n8n] = await Promise.all([
		startSandbox(),
		startN8n({ userFolder, log: (line) => seen.push(line) }),
	]);
	client = new N8nClient(n8n.url);
	await client.enter(OWNER);
	({ id: credentialId } = await client.createCredential(sandboxCredential(sandbox.info)));
});

afterAll(async () => {
	await Promise.all([n8n?.stop(), sandbox?.stop()]);
	rmSync(userFolder, { recursive: true, force: true });
});

/** What the editor's button says of the saved credential with some fields changed. */
async function testWith(changes: Record<string, string>) {
	const credential = sandboxCredential(sandbox.info);
	const answer = await client.testCredential(credentialId, {
		...credential,
		data: { ...credential.data, ...changes },
	});
	seen.push(JSON.stringify(answer));
	return answer;
}

async function runFirstCard(accountId?: string): Promise<Execution> {
	const file = readWorkflow('first-card.json', sandbox.info.baseUrl, credentialId);
	if (accountId) {
		const create = file.nodes.find(({ name }) => name === 'Create card');
		Object.assign(create?.parameters.accountId as object, { value: accountId });
	}
	const workflow: Workflow = await client.createWorkflow(file);
	const execution = await client.runToEnd(workflow, TRIGGER);
	seen.push(JSON.stringify(execution));
	return execution;
}

interface Card {
	id: string;
	accountId: string;
	status: string;
}

interface Call {
	method: string;
	path: string;
	status: number;
	keyId?: string;
	idempotencyKey?: string;
	coveredComponents?: string[];
}

async function callsTo(path: RegExp): Promise<Call[]> {
	const { data } = await sandbox.admin.get<Call[]>('/calls');
	return data.filter((call) => path.test(call.path));
}

describe('the credential test in the editor', () => {
	// An older n8n keeps what it was given to test.
	afterAll(() => client.updateCredential(credentialId, sandboxCredential(sandbox.info)));

	it('is content with the sandbox and its keys', async () => {
		expect(await testWith({})).toEqual({ status: 'OK', message: expect.any(String) });
	});

	it('tells a wrong API secret', async () => {
		const { status, message } = await testWith({ apiSecret: 'f'.repeat(64) });
		expect(status).toBe('Error');
		expect(message).toMatch(/refused the API key or secret \(401/);
	});

	itSince('2.35', 'it has words of its own for any 401')(
		'tells a signing key that is not the registered one',
		async () => {
			const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
			const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
			const { status, message } = await testWith({ privateKey: pem });
			expect(status).toBe('Error');
			expect(message).toMatch(
				/refused the signed request \(400: invalid required signature\).*Key ID .* must be registered/s,
			);
		},
	);

	it('tells a host that does not answer, by its name', async () => {
		const { status, message } = await testWith({ baseUrl: 'http://127.0.0.1:1/v1' });
		expect(status).toBe('Error');
		expect(message).toMatch(/could not be reached at 127\.0\.0\.1:1/);
	});
});

describe('workflows/first-card.json', () => {
	let execution: Execution;
	let cardId: string;

	beforeAll(async () => {
		await sandbox.admin.delete('/calls');
		execution = await runFirstCard();
		cardId = String(outputOf(execution, 'Create card')[0]?.id);
	});

	it('runs to its end without an error', () => {
		expect(execution.data.resultData.error).toBeUndefined();
		expect(execution.status).toBe('success');
	});

	it('takes one card through its life, each node on the same card', () => {
		const statuses = ['Create card', 'Freeze', 'Unfreeze', 'Read it back'].map((node) =>
			outputOf(execution, node).map(({ id, status }) => ({ id, status })),
		);
		expect(statuses).toEqual(
			['issuing', 'inactive', 'active', 'terminated'].map((status) => [{ id: cardId, status }]),
		);
		expect(outputOf(execution, 'Terminate')).toEqual([{ id: cardId, deleted: true }]);
	});

	it('leaves that card terminated in the sandbox', async () => {
		const [{ accountId }] = outputOf(execution, 'Create card');
		const { data } = await sandbox.admin.get<Card[]>('/cards', { params: { accountId } });
		expect(data.map(({ id, status }) => ({ id, status }))).toEqual([
			{ id: cardId, status: 'terminated' },
		]);
	});

	it('signs every call, and gives each write an idempotency key of its own', async () => {
		const calls = await callsTo(/cards/);
		expect(
			calls.map(({ method, path, status }) => `${method} ${path.replace(cardId, 'ID')} ${status}`),
		).toEqual([
			expect.stringMatching(/^POST \/v1\/accounts\/[\w-]+\/cards 201$/),
			'PATCH /v1/simulator/cards/ID/issue 202',
			'PATCH /v1/cards/ID/deactivate 200',
			'PATCH /v1/cards/ID/activate 200',
			'DELETE /v1/cards/ID 204',
			'GET /v1/cards/ID 200',
		]);
		for (const call of calls) {
			expect(call.keyId).toBe(sandbox.info.keyId);
			const withBody = call.method === 'POST' ? ['content-digest'] : [];
			expect(call.coveredComponents).toEqual(['@method', '@authority', '@path', ...withBody]);
		}
		const keys = calls
			.filter(({ method }) => method !== 'GET')
			.map(({ idempotencyKey }) => idempotencyKey);
		expect(new Set(keys.filter(Boolean)).size).toBe(5);
	});

	it('can be run again on the same account', async () => {
		const again = await runFirstCard();
		expect(again.status).toBe('success');
		expect(outputOf(again, 'Create card')[0]?.id).not.toBe(cardId);
	});

	it("shows the API's own words where it says no", async () => {
		const { data: card } = await sandbox.admin.post<Card>('/cards', {
			status: 'active',
			type: 'virtual',
		});
		const refused = await runFirstCard(card.accountId);
		expect(refused.status).toBe('error');
		const { message } = refused.data.resultData.error ?? {};
		expect(message).toMatch(/already has a virtual card/);
		expect(Object.keys(refused.data.resultData.runData)).not.toContain('Issuer approves');
	});
});

// Last: it reads what all the others left.
describe('secrets', () => {
	it('are in no line that n8n printed, no execution and no file that it wrote', async () => {
		await n8n.stop();
		const written = filesBelow(join(userFolder, '.n8n')).filter(
			(file) => !file.includes('node_modules'),
		);
		expect(written.some((file) => file.endsWith('database.sqlite'))).toBe(true);
		const everything = [...seen, ...written.map((file) => readFileSync(file, 'latin1'))].join('\n');
		// What was searched holds the executions: else the search below would find nothing by itself.
		expect(everything).toContain('simulator/cards/');

		const { apiSecret, apiKey, privateKey } = sandbox.info;
		const { data } = await axios.post(
			`${sandbox.info.baseUrl}/auth/token`,
			{ apiKey, apiSecret },
			{ proxy: false },
		);
		expect(data.token).toMatch(JWT);
		const keyLines = privateKey.split('\n').filter((line) => line && !line.startsWith('-----'));
		expect(keyLines.length).toBeGreaterThan(2);

		const leaks = [apiSecret, ...keyLines].filter((secret) => everything.includes(secret)).length;
		// Numbers alone: a failing assertion must not print a secret either.
		expect({ leaks, tokens: JWT.test(everything) }).toEqual({ leaks: 0, tokens: false });
	});
});

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}
