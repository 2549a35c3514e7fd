import { type OutgoingRequest, SigningClient } from '../../support/client.mts';
import { type Sandbox, startSandbox } from '../../support/sandbox.mts';

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

const flip = (base64: string) => (base64.startsWith('A') ? 'B' : 'A') + base64.slice(1);

/** What someone in the middle might change; every one must be noticed. */
const TAMPERED: Array<[string, (request: OutgoingRequest) => void, string]> = [
	[
		'path',
		(request) => (request.url = request.url.replace('/cards', '/accounts')),
		'does not match the request',
	],
	['query', (request) => (request.url += '&b=2'), 'does not match the request'],
	[
		'query, gone',
		(request) => (request.url = request.url.replace('?a=1', '')),
		'does not match the request',
	],
	['host', (request) => (request.headers.host = 'api.offblocks.xyz'), 'does not match the request'],
	['port', (request) => (request.headers.host = '127.0.0.1:1'), 'does not match the request'],
	[
		'authorization of someone else',
		(request) => (request.headers.authorization = 'Bearer a.b.c'),
		'not issued by this sandbox',
	],
	[
		'no signature',
		(request) => delete request.headers.signature,
		'the Signature header is missing',
	],
	[
		'no signature input',
		(request) => delete request.headers['signature-input'],
		'the Signature-Input header is missing',
	],
	[
		'a bit of the signature',
		(request) =>
			(request.headers.signature = `sig=:${flip((request.headers.signature ?? '').slice(5))}`),
		'does not match the request',
	],
	['a shorter signature', (request) => (request.headers.signature = 'sig=:AAAA:'), 'has 3 bytes'],
	['not a dictionary', (request) => (request.headers.signature = '!!'), 'Malformed Signature'],
	[
		'another label',
		(request) =>
			(request.headers.signature = (request.headers.signature ?? '').replace('sig=', 'other=')),
		'label sets differ',
	],
	[
		'a label twice',
		(request) => (request.headers['signature-input'] += `, ${request.headers['signature-input']}`),
		'duplicate labels',
	],
	[
		'a second signature',
		(request) => {
			request.headers.signature += ', two=:AAAA:';
			request.headers['signature-input'] += ', two=()';
		},
		'explicit label',
	],
	[
		'the time',
		(request) =>
			(request.headers['signature-input'] = (request.headers['signature-input'] ?? '').replace(
				/created=\d+/,
				`created=${Math.floor(Date.now() / 1000) - 5}`,
			)),
		'does not match the request',
	],
];

test.each(TAMPERED)('a GET whose %s was tampered with', async (_, tamper, sentence) => {
	const { status, data } = await client.get('/cards?a=1', { tamper });
	expect([status, data.message]).toEqual([401, expect.stringContaining(sentence)]);
});

test('a method changed under way', async () => {
	const path = '/cards/d0000000-0000-4000-8000-000000000501';
	const { status, data } = await client.delete(path, {
		tamper: (request) => (request.method = 'GET'),
	});
	expect([status, data.message]).toEqual([
		401,
		expect.stringContaining('does not match the request'),
	]);
});
