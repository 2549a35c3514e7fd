// Success only for an answer that is one: a 2xx with something else must not read as done.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { runNode, TestCredentials } from '../support/engine.mts';
import { ADDRESS, byId } from '../support/offblocks.mts';

const ID = '123e4567-e89b-12d3-a456-426614174000';
const OTHER = '123e4567-e89b-12d3-a456-426614174001';

/** Answers everything with the same. */
let answer = { status: 200, body: '' };
let server: Server;
let credentials: TestCredentials;
beforeAll(async () => {
	server = createServer((request, response) => {
		request.resume();
		request.on('end', () => {
			response.writeHead(answer.status, { 'content-type': 'application/json' });
			response.end(answer.body);
		});
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
	credentials = new TestCredentials({
		environment: 'custom',
		baseUrl: `http://127.0.0.1:${port}/v1`,
		authentication: 'accessToken',
		accessToken: 'a-token-of-the-test',
		keyId: ID,
		privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
	});
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function run(operation: string, body: unknown, status = 200) {
	answer = { status, body: body === undefined ? '' : JSON.stringify(body) };
	const parameters = {
		resource: 'card',
		operation,
		cardId: byId(ID.toUpperCase()),
		accountId: byId(ID),
		type: 'virtual',
		billingAddress: ADDRESS,
		options: { maxRetries: 0 },
	};
	return await runNode(parameters as never, { credentials });
}

const NONE: unknown[] = [{ message: 'no such card' }, null, {}, [], 'text', 7];

it.each(['get', 'activate', 'deactivate'])(
	'%s takes the card that was asked for, and nothing else',
	async (operation) => {
		const card: IDataObject = { id: ID.toUpperCase(), status: 'active' };
		expect((await run(operation, card)).json).toEqual([card]);
		for (const body of [...NONE, { id: OTHER, status: 'active' }, { id: null }]) {
			const { error } = await run(operation, body);
			expect([body, error?.message]).toEqual([
				body,
				expect.stringContaining('JSON that is not the requested card'),
			]);
		}
	},
);

it('create takes a card with an id, and says of anything else that it may be done', async () => {
	const card = { id: OTHER, accountId: ID, status: 'issuing' };
	expect((await run('create', card, 201)).json).toEqual([card]);
	for (const body of [...NONE, { id: '' }, { id: 7 }]) {
		const { error } = await run('create', body, 201);
		expect([body, error?.message]).toEqual([
			body,
			expect.stringMatching(
				/not a new card( \(.+\))?, so the write may or may not have been carried out/,
			),
		]);
		expect(error?.description).toMatch(/Idempotency Key set to [\da-f-]{36}/);
	}
});

it('terminate takes nothing, or the card as terminated', async () => {
	expect((await run('terminate', undefined, 204)).json).toEqual([{ id: ID, deleted: true }]);
	expect((await run('terminate', { id: ID, status: 'terminated' })).json).toEqual([
		{ id: ID, deleted: true },
	]);
	for (const body of [...NONE, { id: ID, status: 'active' }, { id: OTHER, status: 'terminated' }]) {
		const { error } = await run('terminate', body);
		expect([body, error?.message]).toEqual([
			body,
			expect.stringContaining('not the end of the card'),
		]);
	}
});
