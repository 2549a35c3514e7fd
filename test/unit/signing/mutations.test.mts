import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

import {
	createSignatureBase,
	signMessage,
	verifyMessage,
} from '../../../nodes/OffBlocks/signing/index.ts';
import type { WireRequest } from './independent.mts';
import { oddRequests } from './oddRequests.mts';
import type { OddRequest } from './oddRequests.mts';

const NOW = 1_700_000_000;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });

interface Signed extends WireRequest {
	headers: Record<string, string> & { 'signature-input': string; signature: string };
}
type Mutation = (signed: Signed, request: OddRequest) => WireRequest;

async function signed(request: OddRequest): Promise<Signed> {
	const { signature, signatureInput } = await signMessage(request, {
		key: privateKey,
		keyId: 'k1',
		label: 'sig',
		components: request.components,
		created: NOW,
	});
	return {
		...request,
		headers: { ...request.headers, 'signature-input': signatureInput, signature },
	};
}

/** The code of our refusal, `verified` where there is none. Two key ids are known; one is a stranger's. */
async function verdict(request: WireRequest, required: string[]): Promise<string> {
	const keys: Record<string, typeof publicKey> = { k1: publicKey, k2: stranger.publicKey };
	try {
		await verifyMessage(request, {
			keys: (keyId) => keys[keyId],
			requiredComponents: required,
			maxAge: 300,
			clockSkew: 0,
			now: NOW + 1,
			label: 'sig',
			body: request.body,
		});
		return 'verified';
	} catch (error) {
		return (error as { kind?: string }).kind ?? String(error);
	}
}

const header =
	(name: string, change: (value: string) => string): Mutation =>
	(request) => ({
		...request,
		headers: { ...request.headers, [name]: change(request.headers[name]) },
	});
const input = (change: (value: string) => string) => header('signature-input', change);
const url =
	(change: (url: URL) => void): Mutation =>
	(request) => {
		const changed = new URL(request.url);
		change(changed);
		expect(changed.href).not.toBe(request.url);
		return { ...request, url: changed.href };
	};
const withBytes = (change: (bytes: Buffer) => Buffer) =>
	header('signature', (value) => {
		const bytes = change(Buffer.from(value.slice('sig=:'.length, -1), 'base64'));
		return `sig=:${bytes.toString('base64')}:`;
	});

const MUTATIONS: Array<[string, Mutation, string[]]> = [
	[
		'method',
		(request) => ({ ...request, method: request.method === 'GET' ? 'HEAD' : 'GET' }),
		['mismatch'],
	],
	['path', url((to) => (to.pathname += 'x')), ['mismatch']],
	['path, trailing slash', url((to) => (to.pathname += '/')), ['mismatch']],
	['query', url((to) => (to.search += to.search ? '&' : '?a')), ['mismatch']],
	['host', url((to) => (to.hostname = 'api.evil.example')), ['mismatch']],
	['port', url((to) => (to.port = '4444')), ['mismatch']],
	['label', header('signature', (value) => value.replace('sig=', 'gis=')), ['label']],
	[
		'both labels',
		(request, odd) =>
			header('signature', (value) => value.replace('sig=', 'gis='))(
				input((value) => value.replace('sig=', 'gis='))(request, odd) as Signed,
				odd,
			),
		['label'],
	],
	['key id, to an unknown one', input((value) => value.replace('"k1"', '"k3"')), ['unknown-key']],
	['key id, to another known one', input((value) => value.replace('"k1"', '"k2"')), ['mismatch']],
	['created, later', input((value) => value.replace(`=${NOW}`, `=${NOW + 1}`)), ['mismatch']],
	['created, long ago', input((value) => value.replace(`=${NOW}`, '=1')), ['time']],
	['algorithm left out', input((value) => value.replace(/;alg="[^"]*"/, '')), ['mismatch']],
	['a parameter added', input((value) => `${value};tag="t"`), ['mismatch']],
	[
		'order of parameters',
		input((value) => value.replace(/(;keyid="k1";alg="[^"]+")(;created=\d+)/, '$2$1')),
		['mismatch'],
	],
	[
		'order of components',
		input((value) => value.replace(/\(("[^"]*") ("[^"]*")/, '($2 $1')),
		['mismatch'],
	],
	['a component left out', input((value) => value.replace(/\("[^"]*" /, '(')), ['component']],
	[
		'first signature byte',
		withBytes((bytes) => (bytes.writeUInt8(bytes[0] ^ 1, 0), bytes)),
		['mismatch'],
	],
	[
		'last signature byte',
		withBytes((bytes) => (bytes.writeUInt8(bytes[95] ^ 1, 95), bytes)),
		['mismatch'],
	],
	[
		'halves of the signature swapped',
		withBytes((bytes) => Buffer.concat([bytes.subarray(48), bytes.subarray(0, 48)])),
		['mismatch'],
	],
	[
		'a DER signature over the same base',
		(request, odd) => {
			const params = request.headers['signature-input'].slice('sig='.length);
			const base = createSignatureBase(odd, odd.components, params);
			return withBytes(() => sign('sha384', Buffer.from(base), privateKey))(request, odd);
		},
		['mismatch'],
	],
	[
		'a stranger’s signature over the same base',
		(request, odd) => {
			const params = request.headers['signature-input'].slice('sig='.length);
			const base = createSignatureBase(odd, odd.components, params);
			const key = createPrivateKey(stranger.privateKey.export({ format: 'pem', type: 'pkcs8' }));
			return withBytes(() => sign('sha384', Buffer.from(base), { key, dsaEncoding: 'ieee-p1363' }))(
				request,
				odd,
			);
		},
		['mismatch'],
	],
];
const BODY_MUTATIONS: Array<[string, (body: Buffer) => Buffer]> = [
	[
		'a byte changed',
		(body) =>
			body.length ? Buffer.from(body.map((byte, at) => (at ? byte : byte ^ 1))) : Buffer.from('x'),
	],
	['a byte added', (body) => Buffer.concat([body, Buffer.from(' ')])],
	['cut', (body) => (body.length ? body.subarray(1) : Buffer.from('\0'))],
];

const requests = oddRequests(40, 384);

test.each(requests.map((request, index) => [index, request.url.slice(0, 60), request] as const))(
	'request %d (%s…): every change is noticed',
	async (_index, _url, request) => {
		const original = await signed(request);
		expect(await verdict(original, request.components)).toBe('verified');
		for (const [what, mutate, codes] of MUTATIONS) {
			const mutated = mutate(original, request);
			expect(mutated).not.toEqual(original);
			const code = await verdict(mutated, request.components);
			expect({ what, code, expected: codes.includes(code) }).toEqual({
				what,
				code,
				expected: true,
			});
		}
		for (const name of request.components.filter((component) => !component.startsWith('@'))) {
			const longer = header(name, (value) => `x${value}`)(original, request);
			const gone = { ...original, headers: { ...original.headers } };
			delete gone.headers[name];
			expect([name, await verdict(longer, request.components)]).toEqual([name, 'mismatch']);
			expect([name, await verdict(gone, request.components)]).toEqual([name, 'component']);
		}
		for (const [what, mutate] of request.body ? BODY_MUTATIONS : []) {
			const body = mutate(request.body ?? Buffer.alloc(0));
			expect([what, await verdict({ ...original, body }, request.components)]).toEqual([
				what,
				'digest',
			]);
		}
	},
);
