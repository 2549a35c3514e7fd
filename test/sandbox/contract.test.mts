import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_ACCOUNTS } from '../../sandbox/world.mts';
import { SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';

// Proof that answers are checked against openapi.yaml: the store is spoilt behind the sandbox's back.

const CARD = 'd0000000-0000-4000-8000-000000000501';
const ACCOUNT = DEMO_ACCOUNTS[4]?.id ?? '';

let folder: string;
let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	const data = join(folder, 'sandbox.sqlite');
	await (await startSandbox({ args: ['--data', data] })).stop();
	const database = new DatabaseSync(data);
	database.exec(
		`UPDATE cards SET json = json_set(json, '$.maskedPan', '4111111111111111') WHERE id = '${CARD}'`,
	);
	database.exec(
		`UPDATE accounts SET json = json_set(json, '$.colour', 'red') WHERE id = '${ACCOUNT}'`,
	);
	database.close();
	sandbox = await startSandbox({ args: ['--data', data] });
	client = new SigningClient(sandbox.info);
});
afterAll(async () => {
	await sandbox?.stop();
	rmSync(folder, { recursive: true });
});

test.each([
	['a card', 'GET', `/cards/${CARD}`, 'getCard 200', 'maskedPan'],
	['all cards', 'GET', '/cards', 'listCards 200', 'maskedPan'],
	["an account's cards", 'GET', `/accounts/${ACCOUNT}/cards`, 'listAccountCards 200', 'maskedPan'],
	['an account', 'GET', `/accounts/${ACCOUNT}`, 'getAccount 200', 'additional properties'],
	['all accounts', 'GET', '/accounts', 'listAccounts 200', 'additional properties'],
	['a write', 'PATCH', `/cards/${CARD}/deactivate`, 'Card', 'maskedPan'],
])('%s that does not fit is a 500, loud in the log', async (_, method, path, what, problem) => {
	const { status, data } = await client.send(method, path);
	expect([status, data.error]).toEqual([500, 'sandbox_fault']);
	expect(data.message).toContain(`${what} does not fit openapi.yaml`);
	expect(data.message).toContain(problem);
	expect(await sandbox.output()).toContain(`SANDBOX FAULT in ${method} /v1${path}`);
});

test('such a write changes nothing and stores no answer', async () => {
	const idempotencyKey = '7d9f6f0a-4c87-4f05-8f0c-0d4a51a2c001';
	const send = () => client.patch(`/cards/${CARD}/deactivate`, { idempotencyKey });
	const [first, second] = [await send(), await send()];
	expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([
		500,
		500,
		undefined,
	]);
	const { data: cards } = await sandbox.admin.get('/cards', { params: { accountId: ACCOUNT } });
	expect(cards[0].status).toBe('active');
});

test('every answer carries the request id that its error names', async () => {
	const [found, missing] = [
		await client.get('/customers'),
		await client.get('/cards/d0000000-0000-4000-8000-0000000000ff'),
	];
	expect(found.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
	expect(missing.data.requestId).toBe(missing.headers['x-request-id']);
	expect(found.headers['x-request-id']).not.toBe(missing.headers['x-request-id']);
});

test('planting what does not fit is refused', async () => {
	for (const [path, body] of [
		['/cards', { status: 'melted' }],
		['/cards', { colour: 'red' }],
		['/accounts', { status: 'melted' }],
		['/accounts', { colour: 'red' }],
	] as const) {
		await expect(sandbox.admin.post(path, body)).rejects.toMatchObject({
			response: { status: 400 },
		});
	}
});
