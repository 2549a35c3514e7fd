import { EMPTY_ACCOUNTS } from '../../../sandbox/world.mts';
import { type OutgoingRequest, SigningClient } from '../../support/client.mts';
import { type Sandbox, startSandbox } from '../../support/sandbox.mts';

const ADDRESS = { firstLine: 'Flat G', city: 'London', country: 'GB', postCode: 'NW6 2FG' };
const BASIC = ['@method', '@authority', '@path', '@query', 'authorization'];

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

describe('a write', () => {
	const path = `/accounts/${EMPTY_ACCOUNTS[1]?.id}/cards`;
	const body = { type: 'virtual', billingAddress: ADDRESS };
	const full = [...BASIC, 'content-type', 'content-digest', 'idempotency-key'];

	test.each(['content-type', 'content-digest', 'idempotency-key'])(
		'must cover %s',
		async (name) => {
			const components = full.filter((component) => component !== name);
			const { status, data } = await client.post(path, body, { components });
			expect([status, data.message]).toEqual([
				401,
				expect.stringContaining(`Required component "${name}" is absent`),
			]);
		},
	);

	test.each<[string, (request: OutgoingRequest) => void, string, string]>([
		[
			'body',
			(request) => (request.body = Buffer.from(JSON.stringify({ ...body, type: 'physical' }))),
			'invalid_digest',
			'does not match the body',
		],
		[
			'body by one blank',
			(request) =>
				(request.body = Buffer.concat([request.body ?? Buffer.alloc(0), Buffer.from(' ')])),
			'invalid_digest',
			'does not match the body',
		],
		[
			'content type',
			(request) => (request.headers['content-type'] = 'application/json; charset=utf-8'),
			'invalid_signature',
			'does not match the request',
		],
		[
			'idempotency key',
			(request) => (request.headers['idempotency-key'] = '123e4567-e89b-12d3-a456-426614174000'),
			'invalid_signature',
			'does not match the request',
		],
		[
			'digest',
			(request) => (request.headers['content-digest'] = `sha-256=:${'A'.repeat(43)}=:`),
			'invalid_signature',
			'does not match the request',
		],
	])('whose %s was tampered with', async (_, tamper, error, sentence) => {
		const { status, data } = await client.post(path, body, { tamper });
		expect([status, data.error, data.message]).toEqual([
			401,
			error,
			expect.stringContaining(sentence),
		]);
	});

	test.each([
		['is missing', null, 'Missing field content-digest'],
		['is of the wrong bytes', `sha-256=:${'A'.repeat(43)}=:`, 'sha-256 does not match the body'],
		['has only an algorithm nobody knows', 'md5=:AAAA:', 'neither sha-256 nor sha-512'],
		['is no dictionary', '?!', 'not a structured-field dictionary'],
		['is no byte sequence', 'sha-256=abc', 'not a byte sequence'],
		[
			'is right in one algorithm and wrong in another',
			`sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:, sha-512=:AAAA:`,
			'sha-512 does not match',
		],
	])('whose signed digest %s', async (_, digest, sentence) => {
		const headers = { 'content-digest': digest };
		// `{}` has the sha-256 of the last case.
		const { status, data } = await client.post(path, '{}', {
			headers,
			...(digest === null && { components: full.filter((name) => name !== 'content-digest') }),
		});
		expect(status).toBe(401);
		expect(data.message).toContain(digest === null ? 'content-digest' : sentence);
	});

	test('with a sha-512 digest is accepted', async () => {
		const headers = {
			'content-digest':
				'sha-512=:J8dGcK23UHX60FjVzq97IMTneGyDuuijL2Jvl4KvNMmjPCBG72D9Knh403jin+yFGAa72aZ4ePOp8c2kgwdj/Q==:',
		};
		const { status } = await client.post(path, '{}', { headers });
		expect(status).toBe(400);
	});
});
