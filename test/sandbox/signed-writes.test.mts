import { randomUUID } from 'node:crypto';
import { EMPTY_ACCOUNTS } from '../../sandbox/world.mts';
import { type OutgoingRequest, SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';
import { expectRefusal } from './refusals.mts';

const ADDRESS = { firstLine: 'Flat G', city: 'London', country: 'GB', postCode: 'NW6 2FG' };
const BASIC = ['@method', '@authority', '@path'];
/** Of `{}`, which verifies and is then refused for what it lacks. */
const SHA_256 = 'RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=';
const SHA_512 =
	'J8dGcK23UHX60FjVzq97IMTneGyDuuijL2Jvl4KvNMmjPCBG72D9Knh403jin+yFGAa72aZ4ePOp8c2kgwdj/Q==';

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

const path = `/accounts/${EMPTY_ACCOUNTS[1]?.id}/cards`;
const body = { type: 'virtual', billingAddress: ADDRESS };
const FULL = [...BASIC, 'content-digest'];

describe('a write', () => {
	test('must cover content-digest', async () => {
		const response = await client.post(path, body, { components: BASIC });
		const sentence = 'Required component "content-digest" is absent';
		await expectRefusal(sandbox, response, 'component', sentence);
	});

	test.each(['content-type', 'idempotency-key', 'authorization', '@query'])(
		'may cover %s too, which is then proved',
		async (name) => {
			const components = [...FULL, name];
			expect((await client.post(path, '{}', { components })).data.error).toBe('invalid_request');
			const tamper = (request: OutgoingRequest) => {
				if (name === '@query') request.url += '?a=1';
				if (name === 'content-type') request.headers[name] += '; charset=utf-8';
				if (name === 'idempotency-key') request.headers[name] = randomUUID();
			};
			if (name === 'authorization') return;
			const changed = await client.post(path, '{}', { components, tamper });
			await expectRefusal(sandbox, changed, 'mismatch', 'does not match the request');
		},
	);

	test.each<[string, (request: OutgoingRequest) => void, string, string]>([
		[
			'body',
			(request) => (request.body = Buffer.from(JSON.stringify({ ...body, type: 'physical' }))),
			'digest',
			'does not match the body',
		],
		[
			'body by one blank',
			(request) =>
				(request.body = Buffer.concat([request.body ?? Buffer.alloc(0), Buffer.from(' ')])),
			'digest',
			'does not match the body',
		],
		[
			'digest',
			(request) => (request.headers['content-digest'] = `sha-256=:${'A'.repeat(43)}=:`),
			'mismatch',
			'does not match the request',
		],
	])('whose %s was tampered with', async (_, tamper, reason, sentence) => {
		await expectRefusal(sandbox, await client.post(path, body, { tamper }), reason, sentence);
	});

	test('that has no content-digest to cover', async () => {
		const tamper = (request: OutgoingRequest) => delete request.headers['content-digest'];
		const response = await client.post(path, '{}', { tamper });
		await expectRefusal(
			sandbox,
			response,
			'missing_header',
			'the header content-digest is covered',
		);
	});

	test.each([
		['is of the wrong bytes', `sha-256=:${'A'.repeat(43)}=:`, 'sha-256 does not match the body'],
		['has only an algorithm nobody knows', 'md5=:AAAA:', 'neither sha-256 nor sha-512'],
		['is no dictionary', '?!', 'not a structured-field dictionary'],
		['is no byte sequence', 'sha-256=abc', 'not a byte sequence'],
		[
			'is right in one algorithm and wrong in another',
			`sha-256=:${SHA_256}:, sha-512=:AAAA:`,
			'sha-512 does not match',
		],
	])('whose signed digest %s', async (_, digest, sentence) => {
		const headers = { 'content-digest': digest };
		const response = await client.post(path, '{}', { headers });
		await expectRefusal(sandbox, response, 'digest', sentence);
	});

	test.each([
		['sha-256', `sha-256=:${SHA_256}:`],
		['sha-512', `sha-512=:${SHA_512}:`],
		['both', `sha-256=:${SHA_256}:, sha-512=:${SHA_512}:`],
	])('with a digest in %s is accepted', async (_, digest) => {
		const headers = { 'content-digest': digest };
		const { data } = await client.post(path, '{}', { headers });
		expect(data).toMatchObject({ error: 'invalid_request' });
	});
});
