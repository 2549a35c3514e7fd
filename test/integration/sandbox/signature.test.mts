import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { ALGORITHM, type SendOptions, SigningClient } from '../../support/client.mts';
import { type Sandbox, startSandbox } from '../../support/sandbox.mts';

const BASIC = ['@method', '@authority', '@path', '@query', 'authorization'];

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

const created = (secondsFromNow: number) => new Date(Date.now() + secondsFromNow * 1000);
const named = (at: Date) => ({ created: at, keyid: sandbox.info.keyId, alg: ALGORITHM });

/** What each change to a GET does; undefined: it is accepted. */
const GETS: Array<[string, () => SendOptions, string | undefined]> = [
	['nothing', () => ({}), undefined],
	[
		'@request-target for path and query',
		() => ({ components: ['@method', '@authority', '@request-target', 'authorization'] }),
		undefined,
	],
	['no alg', () => ({ parameters: { created: created(0), keyid: sandbox.info.keyId } }), undefined],
	[
		'parameters in another order',
		() => ({ parameters: { alg: ALGORITHM, keyid: sandbox.info.keyId, created: created(0) } }),
		undefined,
	],
	[
		'a nonce, a tag and an expiry',
		() => ({ parameters: { ...named(created(0)), nonce: 'n', tag: 't', expires: created(60) } }),
		undefined,
	],
	['298 seconds of age', () => ({ parameters: named(created(-298)) }), undefined],
	...['@method', '@authority', 'authorization'].map((name): [string, () => SendOptions, string] => [
		`no ${name}`,
		() => ({ components: BASIC.filter((component) => component !== name) }),
		`Required component "${name}" is absent`,
	]),
	[
		'no @path',
		() => ({ components: BASIC.filter((name) => name !== '@path') }),
		'"@path" with "@query"',
	],
	[
		'no @query',
		() => ({ components: BASIC.filter((name) => name !== '@query') }),
		'"@path" with "@query"',
	],
	['nothing covered', () => ({ components: [] }), 'Required component "@method" is absent'],
	[
		'@target-uri',
		() => ({ components: [...BASIC, '@target-uri'] }),
		'component "@target-uri" is not supported',
	],
	[
		'@scheme',
		() => ({ components: [...BASIC, '@scheme'] }),
		'component "@scheme" is not supported',
	],
	['host', () => ({ components: [...BASIC, 'host'] }), 'component "host" is not supported'],
	[
		'a component twice',
		() => ({ components: [...BASIC, '@method'] }),
		'Duplicate component "@method"',
	],
	[
		'an unknown parameter',
		() => ({ parameters: { ...named(created(0)), colour: 'red' } }),
		'unknown signature parameter "colour"',
	],
	[
		'another algorithm',
		() => ({ parameters: { ...named(created(0)), alg: 'ecdsa-p256-sha256' } }),
		'Algorithm ecdsa-p256-sha256 is not allowed',
	],
	[
		'no created',
		() => ({ parameters: { keyid: sandbox.info.keyId } }),
		'Required parameter created is absent',
	],
	[
		'no keyid',
		() => ({ parameters: { created: created(0) } }),
		'Required parameter keyid is absent',
	],
	['an unknown key id', () => ({ keyId: 'someone-else' }), 'unknown key id "someone-else"'],
	['too old', () => ({ parameters: named(created(-302)) }), 'Signature is too old'],
	[
		'from the future',
		() => ({ parameters: named(created(3)) }),
		'Signature was created in the future',
	],
	[
		'expired',
		() => ({ parameters: { ...named(created(-10)), expires: created(-5) } }),
		'Signature has expired',
	],
	[
		'DER',
		() => ({ sign: (data) => sign('sha384', data, createPrivateKey(sandbox.info.privateKey)) }),
		'DER is not accepted',
	],
	[
		'another key under this id',
		() => {
			const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
			return {
				sign: (data) => sign('sha384', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
			};
		},
		'does not match the request',
	],
	[
		'a covered header with a bare comma',
		() => ({ components: [...BASIC, 'x-list'], headers: { 'x-list': 'a,b' } }),
		'bare comma',
	],
	[
		'a covered header with a double space',
		() => ({ components: [...BASIC, 'x-list'], headers: { 'x-list': 'a  b' } }),
		'double space',
	],
];

test.each(GETS)('a GET signed with %s', async (_, options, sentence) => {
	const { status, data } = await client.get('/accounts?colour=red', options());
	if (sentence === undefined) expect(status).toBe(200);
	else {
		expect([status, data.error]).toEqual([401, 'invalid_signature']);
		expect(data.message).toContain(sentence);
	}
});

test('the call list names the key and the covered components, and nothing secret', async () => {
	await sandbox.admin.delete('/calls');
	await client.get('/accounts');
	const { data: calls } = await sandbox.admin.get('/calls');
	expect(calls).toEqual([
		expect.objectContaining({
			method: 'GET',
			path: '/v1/accounts',
			status: 200,
			keyId: sandbox.info.keyId,
			coveredComponents: BASIC,
		}),
	]);
	const everything = JSON.stringify(calls) + sandbox.output();
	for (const secret of [
		await client.token(),
		sandbox.info.apiSecret,
		sandbox.info.privateKey.split('\n')[1] ?? '',
	]) {
		expect(secret.length).toBeGreaterThan(20);
		expect(everything).not.toContain(secret);
	}
});
