// What the sandbox says of a signature, refused or good: for whoever builds a client.
import { createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { CallRecord } from '../../sandbox/calls.mts';
import { ALGORITHM, type SendOptions, SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';
import { lastCall } from './refusals.mts';

const BASIC = ['@method', '@authority', '@path'];

let sandbox: Sandbox;
let client: SigningClient;
beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
const named = (created: number, expires = created + 300) => ({
	keyid: sandbox.info.keyId,
	alg: ALGORITHM,
	created: at(created),
	expires: at(expires),
});
const ownKey = () => createPrivateKey(sandbox.info.privateKey);
const signature = (data: Buffer | string, hash = 'sha384') =>
	sign(hash, Buffer.from(data), { key: ownKey(), dsaEncoding: 'ieee-p1363' });
/** Signs another base than the one that arrives. */
const instead = (from: RegExp, to: string): SendOptions => ({
	sign: (data) => signature(data.toString().replace(from, to)),
});

test('a good call: headers without secrets, components, parameters, and the base that was signed', async () => {
	let base = '';
	const components = [...BASIC, 'content-digest', 'authorization'];
	const body = { callbackUrl: 'http://127.0.0.1:1/', types: ['card.updated'] };
	await client.put('/webhooks', body, {
		components,
		headers: { 'x-api-key': 'must-not-be-seen' },
		sign: (data) => {
			base = data.toString();
			return signature(data);
		},
	});
	const { verification } = await lastCall(sandbox);
	const token = await client.token();
	expect(base).toContain(token);
	expect(verification).toMatchObject({
		verified: true,
		sentence: `Signed with the key ${sandbox.info.keyId}.`,
		reason: null,
		labels: ['sig'],
		components,
		parameters: { keyid: sandbox.info.keyId, alg: ALGORITHM },
		base: base.replace(token, `${token.slice(0, 6)}… (${token.length} characters, cut)`),
	});
	expect(Object.keys(verification?.parameters ?? {})).toEqual([
		'keyid',
		'alg',
		'created',
		'expires',
	]);
	const headers = Object.fromEntries(
		verification?.headers.map(({ name, value }) => [name, value]) ?? [],
	);
	expect(headers).toMatchObject({
		authorization: `Bearer ${token.slice(0, 6)}… (${token.length} characters, cut)`,
		signature: expect.stringMatching(/^sig=:[\w+/]{6}… \(128 characters, cut\):$/),
		'content-type': 'application/json',
		'x-api-key': 'must-n… (16 characters, cut)',
	});
});

/** Each mistake, and the words for it alone. */
const MISTAKES: Array<[string, () => SendOptions, RegExp]> = [
	[
		'a clock ahead',
		() => ({ parameters: named(90) }),
		/created (8\d|90)\.\d s in the future by the sandbox’s clock, 20/,
	],
	[
		'a clock behind',
		() => ({ parameters: named(-400, -100) }),
		/expired 10[01]\.\d s ago by the sandbox’s clock, 20/,
	],
	[
		'an unknown key id',
		() => ({ keyId: 'nobody' }),
		/unknown key id "nobody" \(registered: [0-9a-f-]{36}\)$/,
	],
	[
		'a component missing',
		() => ({ components: ['@method', '@path'] }),
		/Required component "@authority" is absent$/,
	],
	[
		'a covered header missing',
		() => ({
			components: [...BASIC, 'x-own'],
			headers: { 'x-own': '1' },
			tamper: ({ headers }) => delete headers['x-own'],
		}),
		/the header x-own is covered, and is not there$/,
	],
	[
		'another algorithm',
		() => ({ parameters: { ...named(0), alg: 'rsa-pss-sha512' } }),
		/Algorithm rsa-pss-sha512 is not allowed; ecdsa-p384-sha384 is due$/,
	],
	[
		'two labels',
		() => ({
			tamper: ({ headers }) => (headers.signature = headers.signature.replace('sig=', 'sig1=')),
		}),
		/Signature has the label sig1, Signature-Input sig; they must be the same$/,
	],
	[
		'two signatures',
		() => ({
			tamper: ({ headers }) => {
				headers.signature += `, ${headers.signature.replace('sig=', 'two=')}`;
				headers['signature-input'] += `, ${headers['signature-input'].replace('sig=', 'two=')}`;
			},
		}),
		/2 signatures came \(sig, two\); one is due$/,
	],
	[
		'another hash',
		() => ({ sign: (data) => signature(data, 'sha256') }),
		/made over sha256 where sha384 is due$/,
	],
	['DER', () => ({ sign: (data) => sign('sha384', data, ownKey()) }), /DER is not accepted$/],
	[
		'the host without its port',
		() => instead(/(@authority": [\d.]+):\d+/, '$1'),
		/@authority was signed without the port$/,
	],
	[
		'the vendor’s host',
		() => instead(/(@authority": ).+/, '$1api.sandbox.offblocks.xyz'),
		/signed for api\.sandbox\.offblocks\.xyz$/,
	],
	[
		'the path without its prefix',
		() => instead(/(@path": )\/v1/, '$1'),
		/@path was signed without \/v1$/,
	],
	['the method in lower case', () => instead(/GET/, 'get'), /@method was signed in lower case$/],
	[
		'a query changed under way',
		() => ({ tamper: (request) => (request.url += '?seen=1'), components: [...BASIC, '@query'] }),
		/another key than the one registered under this id, or a covered component was changed/,
	],
];

test.each(MISTAKES)('%s', async (_, options, words) => {
	const answer = await client.get('/webhooks', options());
	expect([answer.status, answer.data]).toEqual([400, 'invalid required signature']);
	const { verification, error, requestId } = await lastCall(sandbox);
	expect(verification).toMatchObject({ verified: false, sentence: expect.stringMatching(words) });
	expect(error).toBe(verification?.sentence);
	const { data } = await sandbox.admin.get<CallRecord>(`/calls/${requestId}`);
	expect(data.verification).toEqual(verification);
	expect(await sandbox.output()).toContain(error?.slice(0, 60));
	// Wherever it could be rebuilt it stands there; what is covered and missing has none.
	const rebuilt = !/not there|labels?|signatures came/.test(error ?? '');
	expect(verification?.base !== null).toBe(rebuilt);
});

test('a key of another id is named', async () => {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
	const signingKeyId = randomUUID();
	const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
	const signingKey = Buffer.from(pem).toString('base64');
	await client.put('/auth/signing', { signingKeyId, signingKey });
	await client.get('/accounts', {
		sign: (data) => sign('sha384', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
	});
	expect((await lastCall(sandbox)).verification?.sentence).toMatch(
		`made with the key registered as ${signingKeyId}, and names ${sandbox.info.keyId}`,
	);
});

test('a body that is not that of its digest', async () => {
	await client.put('/webhooks', {}, { tamper: (request) => (request.body = Buffer.from('{ }')) });
	const { verification } = await lastCall(sandbox);
	expect(verification).toMatchObject({
		verified: false,
		reason: 'digest',
		sentence: 'Content-Digest sha-512 does not match the body that arrived.',
		base: expect.stringContaining('"content-digest": sha-512=:'),
	});
});

test('the detail is kept of the latest 500 calls', async () => {
	const { requestId } = await lastCall(sandbox);
	for (let call = 0; call < 520; call += 40)
		await Promise.all(Array.from({ length: 40 }, () => client.get('/chains')));
	const { data } = await sandbox.admin.get<CallRecord>(`/calls/${requestId}`);
	expect([data.verification, data.refusal]).toEqual([null, 'digest']);
	expect((await lastCall(sandbox)).verification?.verified).toBe(true);
});
