import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { ALGORITHM, type SendOptions, SigningClient } from '../support/client.mts';
import { eventually } from '../support/eventually.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';
import { expectRefusal, lastCall } from './refusals.mts';

const BASIC = ['@method', '@authority', '@path'];

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

const at = (secondsFromNow: number) => new Date(Date.now() + secondsFromNow * 1000);
const named = (created: number, expires = created + 300) => ({
	keyid: sandbox.info.keyId,
	alg: ALGORITHM,
	created: at(created),
	expires: at(expires),
});
const without = (name: string) =>
	Object.fromEntries(Object.entries(named(0)).filter(([parameter]) => parameter !== name));

/** What each change to a GET does; undefined: it is accepted. */
const GETS: Array<[string, () => SendOptions, [reason: string, sentence: string] | undefined]> = [
	['nothing', () => ({}), undefined],
	[
		'parameters in another order',
		() => {
			const { keyid, alg, created, expires } = named(0);
			return { parameters: { expires, created, alg, keyid } };
		},
		undefined,
	],
	['a nonce and a tag', () => ({ parameters: { ...named(0), nonce: 'n', tag: 't' } }), undefined],
	['ten minutes of age', () => ({ parameters: named(-600, 60) }), undefined],
	['a day to live', () => ({ parameters: named(0, 86_400) }), undefined],
	[
		'more covered',
		() => ({
			components: [...BASIC, '@query', '@request-target', 'authorization', 'accept'],
		}),
		undefined,
	],
	...BASIC.map((name): [string, () => SendOptions, [string, string]] => [
		`no ${name}`,
		() => ({ components: BASIC.filter((component) => component !== name) }),
		['component', `Required component "${name}" is absent`],
	]),
	[
		'@request-target for the path',
		() => ({ components: ['@method', '@authority', '@request-target'] }),
		['component', 'Required component "@path" is absent'],
	],
	[
		'nothing covered',
		() => ({ components: [] }),
		['component', 'Required component "@method" is absent'],
	],
	[
		'@target-uri',
		() => ({ components: [...BASIC, '@target-uri'] }),
		['component', 'component "@target-uri" is not supported'],
	],
	[
		'@scheme',
		() => ({ components: [...BASIC, '@scheme'] }),
		['component', 'component "@scheme" is not supported'],
	],
	[
		'host',
		() => ({ components: [...BASIC, 'host'] }),
		['component', 'component "host" is not supported'],
	],
	[
		'a component twice',
		() => ({ components: [...BASIC, '@method'] }),
		['component', 'Duplicate component "@method"'],
	],
	[
		'an unknown parameter',
		() => ({ parameters: { ...named(0), colour: 'red' } }),
		['parameter', 'unknown signature parameter "colour"'],
	],
	[
		'another algorithm',
		() => ({ parameters: { ...named(0), alg: 'ecdsa-p256-sha256' } }),
		['parameter', 'Algorithm ecdsa-p256-sha256 is not allowed'],
	],
	...['created', 'expires', 'keyid', 'alg'].map(
		(name): [string, () => SendOptions, [string, string]] => [
			`no ${name}`,
			() => ({ parameters: without(name) }),
			['parameter', `Required parameter ${name} is absent`],
		],
	),
	[
		'an unknown key id',
		() => ({ keyId: 'someone-else' }),
		['unknown_key', 'unknown key id "someone-else"'],
	],
	['from the future', () => ({ parameters: named(3) }), ['clock', 'in the future']],
	['expired', () => ({ parameters: named(-10, -5) }), ['clock', 'expired']],
	[
		'DER',
		() => ({ sign: (data) => sign('sha384', data, createPrivateKey(sandbox.info.privateKey)) }),
		['mismatch', 'DER is not accepted'],
	],
	[
		'another key under this id',
		() => {
			const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
			return {
				sign: (data) => sign('sha384', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
			};
		},
		['mismatch', 'does not match the request'],
	],
	[
		'a covered header with a bare comma',
		() => ({ components: [...BASIC, 'x-list'], headers: { 'x-list': 'a,b' } }),
		['component', 'bare comma'],
	],
	[
		'a covered header with a double space',
		() => ({ components: [...BASIC, 'x-list'], headers: { 'x-list': 'a  b' } }),
		['component', 'double space'],
	],
];

test.each(GETS)('a GET signed with %s', async (_, options, refused) => {
	const response = await client.get('/accounts', options());
	if (refused === undefined) expect(response.status).toBe(200);
	else await expectRefusal(sandbox, response, ...refused);
});

test('a refusal is 401 JSON where the setting says so, with the sentence', async () => {
	await sandbox.admin.put('/settings', { signatureRefusal: 'json401' });
	try {
		const { status, data } = await client.get('/accounts', { keyId: 'someone-else' });
		expect([status, data]).toEqual([
			401,
			{
				error: 'invalid_signature',
				message: `Signature did not verify: unknown key id "someone-else" (registered: ${sandbox.info.keyId})`,
				requestId: expect.any(String),
				verification: (await lastCall(sandbox)).verification,
			},
		]);
	} finally {
		await sandbox.admin.put('/settings', { signatureRefusal: 'text400' });
	}
});

test('a refusal is kept and printed with key id, components and reason', async () => {
	await client.get('/accounts', { parameters: named(30), components: [...BASIC, 'accept'] });
	expect(await lastCall(sandbox)).toMatchObject({
		keyId: sandbox.info.keyId,
		coveredComponents: [...BASIC, 'accept'],
		refusal: 'clock',
	});
	const line = await eventually(async () => {
		const printed = (await sandbox.output()).trim().split('\n').at(-1) ?? '';
		expect(printed).toContain('covers=@method,@authority,@path,accept');
		return printed;
	});
	expect(line).toContain(`key=${sandbox.info.keyId.slice(0, 8)}`);
	const seconds = Number(/created (\d+\.\d) s in the future/.exec(line)?.[1]);
	expect(Math.abs(seconds - 30)).toBeLessThan(1.5);
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
	const everything = JSON.stringify(calls) + (await sandbox.output());
	for (const secret of [
		await client.token(),
		sandbox.info.apiSecret,
		sandbox.info.privateKey.split('\n')[1] ?? '',
	]) {
		expect(secret.length).toBeGreaterThan(20);
		expect(everything).not.toContain(secret);
	}
});
