import { type OutgoingRequest, SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';
import { expectRefusal } from './refusals.mts';

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

const flip = (base64: string) => (base64.startsWith('A') ? 'B' : 'A') + base64.slice(1);

/** What someone in the middle might change; every one must be noticed. */
const TAMPERED: Array<[string, (request: OutgoingRequest) => void, string, string]> = [
	[
		'path',
		(request) => (request.url = request.url.replace('/cards', '/accounts')),
		'mismatch',
		'does not match the request',
	],
	[
		'host',
		(request) => (request.headers.host = 'api.offblocks.xyz'),
		'mismatch',
		'does not match the request',
	],
	[
		'port',
		(request) => (request.headers.host = '127.0.0.1:1'),
		'mismatch',
		'does not match the request',
	],
	[
		'no signature',
		(request) => delete request.headers.signature,
		'missing_header',
		'the Signature header is missing',
	],
	[
		'no signature input',
		(request) => delete request.headers['signature-input'],
		'missing_header',
		'the Signature-Input header is missing',
	],
	[
		'a bit of the signature',
		(request) =>
			(request.headers.signature = `sig=:${flip((request.headers.signature ?? '').slice(5))}`),
		'mismatch',
		'does not match the request',
	],
	[
		'a shorter signature',
		(request) => (request.headers.signature = 'sig=:AAAA:'),
		'mismatch',
		'has 3 bytes',
	],
	[
		'not a dictionary',
		(request) => (request.headers.signature = '!!'),
		'malformed',
		'Malformed Signature',
	],
	[
		'another label',
		(request) =>
			(request.headers.signature = (request.headers.signature ?? '').replace('sig=', 'other=')),
		'malformed',
		'they must be the same',
	],
	[
		'a label twice',
		(request) => (request.headers['signature-input'] += `, ${request.headers['signature-input']}`),
		'malformed',
		'duplicate labels',
	],
	[
		'a second signature',
		(request) => {
			request.headers.signature += ', two=:AAAA:';
			request.headers['signature-input'] += ', two=()';
		},
		'malformed',
		'2 signatures came (sig, two)',
	],
	[
		'the time',
		(request) =>
			(request.headers['signature-input'] = (request.headers['signature-input'] ?? '').replace(
				/created=\d+/,
				`created=${Math.floor(Date.now() / 1000) - 5}`,
			)),
		'mismatch',
		'does not match the request',
	],
	[
		'the expiry',
		(request) =>
			(request.headers['signature-input'] = (request.headers['signature-input'] ?? '').replace(
				/expires=\d+/,
				`expires=${Math.floor(Date.now() / 1000) + 3000}`,
			)),
		'mismatch',
		'does not match the request',
	],
];

test.each(TAMPERED)('a GET whose %s was tampered with', async (_, tamper, reason, sentence) => {
	await expectRefusal(sandbox, await client.get('/cards?a=1', { tamper }), reason, sentence);
});

test.each<[string, (request: OutgoingRequest) => void]>([
	['query', (request) => (request.url += '&b=2')],
	['query, gone', (request) => (request.url = request.url.replace('?a=1', ''))],
])('a GET whose %s was tampered with, unnoticed unless it is covered', async (_, tamper) => {
	const components = ['@method', '@authority', '@path', '@query'];
	const path = '/cards?a=1';
	expect((await client.get(path, { tamper })).status).toBe(200);
	const noticed = await client.get(path, { tamper, components });
	await expectRefusal(sandbox, noticed, 'mismatch', 'does not match the request');
});

test('a token of someone else is a 401, JSON, before the signature is looked at', async () => {
	const tamper = (request: OutgoingRequest) => {
		request.headers.authorization = 'Bearer a.b.c';
		delete request.headers.signature;
	};
	const { status, data } = await client.get('/cards', { tamper });
	expect([status, data.error, data.message]).toEqual([
		401,
		'invalid_token',
		expect.stringContaining('not issued by this sandbox'),
	]);
});

test('a method changed under way', async () => {
	const path = '/cards/d0000000-0000-4000-8000-000000000501';
	const response = await client.delete(path, { tamper: (request) => (request.method = 'GET') });
	await expectRefusal(sandbox, response, 'mismatch', 'does not match the request');
});
