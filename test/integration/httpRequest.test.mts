// n8n's HTTP Request node with our credential: it has a request shape of its own, and people use it for
// what our node does not offer.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { INodeParameters } from 'n8n-workflow';
import { ADDRESS, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { addNodeType, runNode } from '../support/engine.mts';
import { httpRequestNode, TYPE, VERSION } from '../support/httpRequestNode.mts';
import { expectNoSecrets } from '../support/secrets.mts';

let api: OffBlocks;
beforeAll(async () => {
	addNodeType(TYPE, httpRequestNode());
	api = await startOffBlocks();
});
beforeEach(() => api.forgetCalls());
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const idempotent = {
	sendHeaders: true,
	specifyHeaders: 'keypair',
	headerParameters: { parameters: [{ name: 'Idempotency-Key', value: randomUUID() }] },
};

/** A public key as OffBlocks takes it: the PEM, in base64 once more. */
function publicKeyInBase64(): string {
	const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
	const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
	return Buffer.from(pem).toString('base64');
}

function request(
	path: string,
	parameters: INodeParameters = {},
	credentials = api.credentials(),
	typeVersion = VERSION,
) {
	return runNode(
		{
			url: path.startsWith('http') ? path : `${api.sandbox.info.baseUrl}${path}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'offBlocksApi',
			...parameters,
		},
		{ credentials, type: TYPE, typeVersion },
	);
}

it('GET', async () => {
	const id = await api.newCard();
	const { json } = await request(`/cards/${id}`);
	expect(json).toMatchObject([{ id }]);
});

it('GET with query parameters, odd ones too: they are signed with the URL', async () => {
	const parameters = [
		{ name: 'plain', value: '1' },
		{ name: 'odd', value: 'a b+c/d?e&f=\'"<>|^`{}[]()!*~é✓%20' },
		{ name: 'empty', value: '' },
	];
	const { json, error } = await request(`/cards/${await api.newCard()}?first=x`, {
		sendQuery: true,
		specifyQuery: 'keypair',
		queryParameters: { parameters },
	});
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
});

it('POST with a JSON body from fields', async () => {
	const account = await api.newAccount();
	const { json } = await request(`/accounts/${account}/cards`, {
		method: 'POST',
		...idempotent,
		sendBody: true,
		contentType: 'json',
		specifyBody: 'json',
		jsonBody: JSON.stringify({ type: 'virtual', billingAddress: ADDRESS.address }),
	});
	expect(json).toMatchObject([{ accountId: account, status: 'issuing' }]);
});

it('POST with a raw body, byte for byte', async () => {
	const account = await api.newAccount();
	const { json, error } = await request(`/accounts/${account}/cards`, {
		method: 'POST',
		...idempotent,
		headerParameters: { parameters: [{ name: 'Idempotency-Key', value: randomUUID() }] },
		sendBody: true,
		contentType: 'raw',
		rawContentType: 'application/json',
		body: `\n  ${JSON.stringify({ type: 'virtual', billingAddress: ADDRESS.address }, null, 4)} \n`,
	});
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ accountId: account }]);
});

it('a form arrives with a signature and digest that hold: only its type is refused', async () => {
	const { error } = await request(`/accounts/${await api.newAccount()}/cards`, {
		method: 'POST',
		...idempotent,
		headerParameters: { parameters: [{ name: 'Idempotency-Key', value: randomUUID() }] },
		sendBody: true,
		contentType: 'form-urlencoded',
		specifyBody: 'keypair',
		bodyParameters: { parameters: [{ name: 'type', value: 'virtual card' }] },
	});
	expect(error?.httpCode).not.toBe('401');
	expect((await api.calls()).map(({ status }) => status)).not.toContain(401);
});

it('PATCH without a body: the simulator issues a card', async () => {
	const id = await api.newCard({ status: 'issuing' });
	const { error } = await request(`/simulator/cards/${id}/issue`, {
		method: 'PATCH',
		...idempotent,
		headerParameters: { parameters: [{ name: 'Idempotency-Key', value: randomUUID() }] },
	});
	expect(error).toBeUndefined();
	expect(await api.calls()).toMatchObject([{ status: 202 }]);
});

it('sends calls below /auth/ unsigned, as OffBlocks has them, with the token; the log-in without', async () => {
	const id = randomUUID();
	const registration = { signingKeyId: id, signingKey: publicKeyInBase64() };
	const { error } = await request('/auth/signing', {
		method: 'PUT',
		sendBody: true,
		contentType: 'json',
		specifyBody: 'json',
		jsonBody: JSON.stringify(registration),
	});
	expect(error).toBeUndefined();
	const refused = await request('/auth/token', {
		method: 'POST',
		sendBody: true,
		contentType: 'json',
		specifyBody: 'json',
		jsonBody: JSON.stringify({ apiKey: randomUUID(), apiSecret: 'made up' }),
	});
	// It got as far as the key pair.
	expect(JSON.stringify(refused.error)).toContain('invalid_credentials');
	expect((await api.calls(/auth/)).map(({ status }) => status)).not.toContain(400);
});

describe.each([4.3, 4.2, 4.1, 4, 3])('version %s', (typeVersion) => {
	it.each([
		['JSON', 'json'],
		['Text', 'text'],
		['File', 'file'],
	])(
		'hands out neither token nor signature with a raw body and the answer as %s',
		async (_, responseFormat) => {
			const account = await api.newAccount();
			const { run, error } = await request(
				`/accounts/${account}/cards`,
				{
					method: 'POST',
					...idempotent,
					headerParameters: { parameters: [{ name: 'Idempotency-Key', value: randomUUID() }] },
					sendBody: true,
					contentType: 'raw',
					rawContentType: 'application/json',
					body: JSON.stringify({ type: 'virtual', billingAddress: ADDRESS.address }),
					options: {
						response: { response: { responseFormat, outputPropertyName: 'data' } },
					},
				},
				undefined,
				typeVersion,
			);
			expect(error).toBeUndefined();
			const everything = inspect(run, { depth: 30, maxStringLength: null, showHidden: true });
			expect(everything).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
			expect(everything).not.toMatch(/sig=:/);
			expect(everything).toContain(responseFormat === 'file' ? 'binary' : 'issuing');
		},
	);
});

it('renews an expired token', async () => {
	const credentials = api.credentials();
	const id = await api.newCard();
	await request(`/cards/${id}`, {}, credentials);
	await api.sandbox.admin.post('/tokens/expire', {});
	const { json } = await request(`/cards/${id}`, {}, credentials);
	expect(json).toMatchObject([{ id }]);
});

it('sends neither token nor signature to another host', async () => {
	const { error } = await request('http://127.0.0.1:9/v1/cards');
	expect(error?.message).toContain('signs only requests to');
	expect(await api.calls()).toEqual([]);
});

it('does not follow a redirect', async () => {
	await api.fault({ kind: 'redirect', path: '/cards/', times: 10 });
	const { error } = await request(`/cards/${await api.newCard()}`);
	expect(error).toBeDefined();
	// n8n sends what this node failed with once more, after logging in again; neither is followed.
	expect(await api.calls()).toHaveLength(2);
});

it('shows nothing to a server that cannot prove who it is, also with Ignore SSL Issues', async () => {
	// Made for this test alone; nobody trusts it.
	const pem = (name: string) => readFileSync(join(__dirname, '../fixtures/tls', `${name}.pem`));
	let calls = 0;
	const server = createServer({ key: pem('key'), cert: pem('certificate') }, (_, response) => {
		calls += 1;
		response.end('{}');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	const credentials = api.credentials({
		baseUrl,
		authentication: 'accessToken',
		accessToken: 'some-token-or-other',
	});
	const { error } = await request(
		`${baseUrl}/cards`,
		{ options: { allowUnauthorizedCerts: true } },
		credentials,
	);
	server.close();
	expect(JSON.stringify(error)).toMatch(/self.signed/i);
	expect(calls).toBe(0);
});
