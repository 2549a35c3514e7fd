import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import axios from 'axios';
import { SigningClient } from '../../support/client.mts';
import { type Sandbox, startSandbox } from '../../support/sandbox.mts';

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox?.stop());
// Each test has keys and credentials of its own: several of them remove or replace those.
beforeEach(async () => {
	sandbox.info = (await sandbox.admin.post('/credentials')).data;
	client = new SigningClient(sandbox.info);
});

const tokenFor = (body: unknown) =>
	axios.post(`${sandbox.info.baseUrl}/auth/token`, body, {
		proxy: false,
		validateStatus: () => true,
	});

test('key and secret bring a bearer token that says when it expires', async () => {
	const { token, expiresAt, tokenType } = await client.newToken();
	expect(token.split('.')).toHaveLength(3);
	expect(tokenType).toBe('Bearer');
	expect(Math.abs(expiresAt - (Date.now() / 1000 + 3600))).toBeLessThan(300);
});

test.each([
	['a wrong secret', { apiSecret: '0'.repeat(40) }, 401, 'wrong'],
	['a wrong key', { apiKey: randomUUID() }, 401, 'wrong'],
	['a key that is no UUID', { apiKey: 'mine' }, 400, 'uuid'],
	['no secret', { apiSecret: undefined }, 400, 'apiSecret'],
])('%s is refused', async (_, change, status, sentence) => {
	const { apiKey, apiSecret } = sandbox.info;
	const response = await tokenFor({ apiKey, apiSecret, ...change });
	expect([response.status, response.data.message]).toEqual([
		status,
		expect.stringContaining(sentence),
	]);
});

test.each([
	['none', null, 'missing'],
	['rubbish', 'abc', 'not of the form'],
	[
		'one that someone else signed',
		'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.AAAA',
		'not issued by this sandbox',
	],
	['an unsigned one', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', 'not of the form'],
])('with %s for a token a call is a 401', async (_, token, sentence) => {
	const { status, data } = await client.get('/cards', { token });
	expect([status, data.message]).toEqual([401, expect.stringContaining(sentence)]);
});

test('tokens live as long as set, and lapse on demand', async () => {
	await sandbox.admin.put('/settings', { tokenTtl: 1 });
	await client.newToken();
	expect((await client.get('/cards')).status).toBe(200);
	await new Promise((resolve) => setTimeout(resolve, 2_100));
	const lapsed = await client.get('/cards');
	expect([lapsed.status, lapsed.data.error, lapsed.data.message]).toEqual([
		401,
		'token_expired',
		'token expired',
	]);
	await sandbox.admin.put('/settings', { tokenTtl: 60 });
	await client.newToken();
	expect((await client.get('/cards')).status).toBe(200);
	await sandbox.admin.post('/tokens/expire');
	expect((await client.get('/cards')).data.message).toBe('token expired');
	await client.newToken();
	expect((await client.get('/cards')).status).toBe(200);
});

test('new credentials end every session; the old ones are void', async () => {
	const fresh = { apiKey: randomUUID(), apiSecret: 'f'.repeat(40) };
	expect((await client.put('/auth/credentials', fresh)).status).toBe(204);
	expect((await client.get('/cards')).data.message).toBe('token expired');
	const { apiKey, apiSecret } = sandbox.info;
	expect((await tokenFor({ apiKey, apiSecret })).status).toBe(401);
	expect((await tokenFor(fresh)).status).toBe(200);
});

test('without credentials there is no token, until the sandbox is given new ones', async () => {
	expect((await client.delete('/auth/credentials')).status).toBe(204);
	const { apiKey, apiSecret } = sandbox.info;
	expect((await tokenFor({ apiKey, apiSecret })).status).toBe(401);
	const { data: info } = await sandbox.admin.post('/credentials');
	expect((await new SigningClient(info).get('/cards')).status).toBe(200);
});

/** As the vendor's examples send it: with the bearer token alone. */
const unsigned = (method: string, path: string, token: string, data?: unknown) =>
	axios.request({
		method,
		url: `${sandbox.info.baseUrl}${path}`,
		data,
		headers: { authorization: `Bearer ${token}` },
		proxy: false,
		validateStatus: () => true,
	});

const encode = (key: { type: 'spki' | 'pkcs8'; curve: string }) => {
	const pair = generateKeyPairSync('ec', { namedCurve: key.curve });
	const pem =
		key.type === 'spki'
			? pair.publicKey.export({ type: 'spki', format: 'pem' })
			: pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
	return { encoded: Buffer.from(pem).toString('base64'), pem: pem.toString(), pair };
};

test('a public key of one’s own takes the place of the first', async () => {
	const { encoded, pair } = encode({ type: 'spki', curve: 'secp384r1' });
	const { status, data } = await unsigned('PUT', '/auth/signing', await client.token(), {
		publicKey: encoded,
	});
	expect([status, data]).toEqual([200, { keyId: expect.any(String) }]);
	const old = await client.get('/cards');
	expect([old.status, old.data.message]).toEqual([401, expect.stringContaining('unknown key id')]);
	const privateKey = pair.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
	const own = new SigningClient({ ...sandbox.info, keyId: data.keyId, privateKey });
	expect((await own.get('/cards')).status).toBe(200);
	expect((await sandbox.admin.get('/info')).data).toMatchObject({
		keyId: data.keyId,
		privateKey: '',
	});
});

test('without a signing key nothing signed verifies, and one can be uploaded again', async () => {
	expect((await client.delete('/auth/signing')).status).toBe(204);
	expect((await client.get('/cards')).data.message).toContain('no signing key is registered');
	const pem = createPublicKey(sandbox.info.privateKey).export({ type: 'spki', format: 'pem' });
	const body = { publicKey: Buffer.from(pem).toString('base64') };
	expect((await unsigned('PUT', '/auth/signing', await client.token(), body)).status).toBe(200);
});

test('a public key that is none is refused with what it is', async () => {
	const token = await client.token();
	const send = async (publicKey: string) => {
		const { status, data } = await unsigned('PUT', '/auth/signing', token, { publicKey });
		return [status, data.message];
	};
	const p384 = encode({ type: 'spki', curve: 'secp384r1' });
	expect(await send(p384.pem)).toEqual([400, expect.stringContaining('base64 once more')]);
	expect(await send(encode({ type: 'pkcs8', curve: 'secp384r1' }).encoded)).toEqual([
		400,
		expect.stringContaining('private key'),
	]);
	expect(await send(encode({ type: 'spki', curve: 'prime256v1' }).encoded)).toEqual([
		400,
		expect.stringContaining('secp384r1'),
	]);
	expect(await send('cnViYmlzaA==')).toEqual([
		400,
		expect.stringContaining('not a base64-encoded PEM'),
	]);
});

test('a signature that is sent to /auth/signing all the same must verify', async () => {
	const { encoded } = encode({ type: 'spki', curve: 'secp384r1' });
	const { status } = await client.put('/auth/signing', { publicKey: encoded }, { keyId: 'other' });
	expect(status).toBe(401);
});
