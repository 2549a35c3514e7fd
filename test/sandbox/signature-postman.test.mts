import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import axios from 'axios';
import { httpbis } from 'http-message-signatures';
import { EMPTY_ACCOUNTS } from '../../sandbox/world.mts';
import { SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';
import { lastCall } from './refusals.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox?.stop());

/**
 * The request of the vendor's Postman collection, step by step as its script makes it: http-message-signatures
 * signs, `Content-Digest` is sha-512 over the body as text, `expires` is the library's 300 seconds.
 */
async function postman(method: string, path: string, body?: string) {
	const { baseUrl, keyId, privateKey } = sandbox.info;
	const url = `${baseUrl}${path}`;
	const headers: Record<string, string> = {
		authorization: `Bearer ${await new SigningClient(sandbox.info).token()}`,
		...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
	};
	const fields = ['@method', '@authority', '@path'];
	if (body !== undefined) {
		const digest = createHash('sha512').update(body).digest('base64');
		headers['content-type'] = 'application/json';
		headers['content-digest'] = `sha-512=:${digest}:`;
		fields.push('content-digest');
	}
	const created = new Date();
	const signed = await httpbis.signMessage(
		{
			name: 'sig',
			fields,
			params: ['keyid', 'alg', 'created', 'expires'],
			paramValues: { created, expires: new Date(created.getTime() + 300_000) },
			key: {
				id: keyId,
				alg: 'ecdsa-p384-sha384',
				sign: async (data) =>
					sign('sha384', data, { key: createPrivateKey(privateKey), dsaEncoding: 'ieee-p1363' }),
			},
		},
		{ method, url, headers },
	);
	const input = (signed.headers as Record<string, string>)['Signature-Input'];
	const response = await axios.request({
		method,
		url,
		headers: signed.headers as Record<string, string>,
		data: body,
		proxy: false,
		validateStatus: () => true,
	});
	return { input, response };
}

test('a read of the vendor’s own client passes', async () => {
	const { input, response } = await postman('GET', '/cards');
	expect(input).toMatch(
		/^sig=\("@method" "@authority" "@path"\);keyid="[0-9a-f-]{36}";alg="ecdsa-p384-sha384";created=\d+;expires=\d+$/,
	);
	expect([response.status, Array.isArray(response.data)]).toEqual([200, true]);
});

test('a write of the vendor’s own client passes', async () => {
	const address = { firstLine: 'Flat G', city: 'London', country: 'GB', postCode: 'NW6 2FG' };
	// Blanks and the order of the names are the client's: the digest is over these bytes.
	const body = JSON.stringify({ type: 'virtual', billingAddress: address }, null, 4);
	const path = `/accounts/${EMPTY_ACCOUNTS[0]?.id}/cards`;
	const { input, response } = await postman('POST', path, body);
	expect(input).toMatch(/^sig=\("@method" "@authority" "@path" "content-digest"\);keyid=/);
	expect([response.status, response.data.status]).toEqual([201, 'issuing']);
	expect((await lastCall(sandbox)).coveredComponents).toEqual([
		'@method',
		'@authority',
		'@path',
		'content-digest',
	]);
});

test('a write without a body of the vendor’s own client passes', async () => {
	const path = '/cards/d0000000-0000-4000-8000-000000000501/deactivate';
	const { response } = await postman('PATCH', path);
	expect([response.status, response.data.status]).toEqual([200, 'inactive']);
});
