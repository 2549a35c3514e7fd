import { generateKeyPairSync, randomUUID } from 'node:crypto';
import axios from 'axios';
import { type OutgoingRequest, SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';
import { expectRefusal } from './refusals.mts';

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
	await sandbox.admin.put('/settings', { tokenTtl: 30 });
	await client.newToken();
	expect((await client.get('/cards')).status).toBe(200);
	await sandbox.admin.put('/settings', { clockOffset: 31 });
	const lapsed = await client.get('/cards');
	expect([lapsed.status, lapsed.data.error, lapsed.data.message]).toEqual([
		401,
		'token_expired',
		'token expired',
	]);
	await sandbox.admin.put('/settings', { tokenTtl: 60, clockOffset: 0 });
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
	const { apiKey, apiSecret } = sandbox.info;
	const other = await client.delete('/auth/credentials', { body: { apiKey: randomUUID() } });
	expect([other.status, other.data.message]).toEqual([
		400,
		expect.stringContaining('is not the one in use'),
	]);
	expect((await client.delete('/auth/credentials', { body: { apiKey } })).status).toBe(204);
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

const P384 = { type: 'spki', curve: 'secp384r1' } as const;
const encode = (key: { type: 'spki' | 'pkcs8'; curve: string }) => {
	const pair = generateKeyPairSync('ec', { namedCurve: key.curve });
	const pem =
		key.type === 'spki'
			? pair.publicKey.export({ type: 'spki', format: 'pem' })
			: pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
	return { encoded: Buffer.from(pem).toString('base64'), pem: pem.toString(), pair };
};

/** Registers a key as the vendor's collection does, and gives a client that signs with it. */
async function register(signingKeyId: string, curve = 'secp384r1') {
	const { encoded, pair } = encode({ type: 'spki', curve });
	const body = { signingKeyId, signingKey: encoded };
	const token = await client.token();
	const { status, data, headers } = await unsigned('PUT', '/auth/signing', token, body);
	expect([status, data, headers['content-type']]).toEqual([204, '', undefined]);
	const privateKey = pair.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
	return new SigningClient({ ...sandbox.info, keyId: signingKeyId, privateKey });
}

test('keys under ids of one’s own stand beside the first and each other', async () => {
	const [one, two] = [await register(randomUUID()), await register(randomUUID())];
	for (const each of [one, two, client]) expect((await each.get('/cards')).status).toBe(200);
	const { keyId, privateKey } = sandbox.info;
	expect((await sandbox.admin.get('/info')).data).toMatchObject({ keyId, privateKey });
	const swapped = await one.get('/cards', { keyId: two.info.keyId });
	await expectRefusal(sandbox, swapped, 'mismatch', 'made with the key registered as');
});

test('a key that is put under an id in use takes its place', async () => {
	const id = randomUUID();
	const [old, fresh] = [await register(id), await register(id.toUpperCase())];
	await expectRefusal(sandbox, await old.get('/cards'), 'mismatch', 'does not match the request');
	expect((await fresh.get('/cards')).status).toBe(200);
	await register(sandbox.info.keyId);
	await expectRefusal(sandbox, await client.get('/cards'), 'mismatch', 'does not match');
	expect((await sandbox.admin.get('/info')).data).toMatchObject({ keyId: '', privateKey: '' });
});

test('one key is deleted by its id, the others stay', async () => {
	const own = await register(randomUUID());
	const remove = async (signingKeyId: unknown) =>
		unsigned('DELETE', '/auth/signing', await client.token(), { signingKeyId });
	const { keyId } = own.info;
	expect((await remove(keyId)).status).toBe(204);
	await expectRefusal(sandbox, await own.get('/cards'), 'unknown_key', `unknown key id "${keyId}"`);
	expect((await client.get('/cards')).status).toBe(200);
	const again = await remove(keyId);
	expect([again.status, again.data.message]).toEqual([
		400,
		`Signing key ${keyId} is not registered.`,
	]);
	expect((await remove('mine')).status).toBe(400);
	expect((await remove(undefined)).status).toBe(400);
	expect((await remove(sandbox.info.keyId)).status).toBe(204);
	expect((await client.get('/cards')).status).toBe(400);
});

test('a public key that is none is refused with what it is', async () => {
	const token = await client.token();
	const send = async (signingKey: string) => {
		const body = { signingKeyId: randomUUID(), signingKey };
		const { status, data } = await unsigned('PUT', '/auth/signing', token, body);
		return [status, data.message];
	};
	const p384 = encode({ type: 'spki', curve: 'secp384r1' });
	expect(await send(p384.pem)).toEqual([400, expect.stringContaining('base64 once more')]);
	expect(await send(encode({ type: 'pkcs8', curve: 'secp384r1' }).encoded)).toEqual([
		400,
		expect.stringContaining('private key'),
	]);
	// The curve of the vendor's own example is the last.
	for (const curve of ['prime256v1', 'secp521r1', 'secp256k1']) {
		expect(await send(encode({ type: 'spki', curve }).encoded)).toEqual([
			400,
			expect.stringContaining('secp384r1'),
		]);
	}
	expect(await send('cnViYmlzaA==')).toEqual([
		400,
		expect.stringContaining('not a base64-encoded PEM'),
	]);
	const { status } = await unsigned('PUT', '/auth/signing', token, { signingKey: p384.encoded });
	expect(status).toBe(400);
});

test('/auth needs the bearer token alone: a signature there is not looked at', async () => {
	const body = { signingKeyId: randomUUID(), signingKey: encode(P384).encoded };
	const tamper = (request: OutgoingRequest) => (request.headers.signature = 'sig=:AAAA:');
	expect((await client.put('/auth/signing', body, { tamper })).status).toBe(204);
	const { status, data } = await unsigned('PUT', '/auth/signing', 'a.b.c', body);
	expect([status, data.error]).toEqual([401, 'invalid_token']);
});
