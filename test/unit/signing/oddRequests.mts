import { canonicalUrl, createContentDigest } from '../../../nodes/OffBlocks/signing/index.ts';
import type { WireRequest } from './independent.mts';

export interface OddRequest extends WireRequest {
	/** What a careless caller would have passed as the URL. */
	writtenUrl: string;
	components: string[];
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const ORIGINS = [
	'https://api.offblocks.xyz',
	'https://api.offblocks.xyz:443',
	'https://API.OffBlocks.XYZ:8443',
	'http://127.0.0.1:18080',
	'http://localhost:80',
	'http://[::1]:8080',
	'https://bücher.example',
];
const SEGMENTS = [
	'v1',
	'cards',
	'b7f1c0de-1c55-4f0a-9a5b-0a3a7b3d1a11',
	'',
	'.',
	'..',
	'a%2Fb',
	'%7euser',
	'%C3%A9',
	'é',
	'日本',
	'with space',
	'x^y|z',
	`it's"<q>`,
	'`{}[]',
	'a;b=c,d',
	'@me:you!$&()*+=~',
	'%',
	'%zz',
	'\u{1F4B3}',
	'long'.repeat(300),
];
const QUERIES = [
	'',
	'',
	'?',
	'?a',
	'?a=',
	'?a=1&a=2&b=3',
	'?q=%20+%2B&r=%zz',
	'?x^y|z`{}[]\\',
	`?it's"<q>`,
	'?é=日本',
	'?u=https://a.example/?b=c&d=e',
	'?=&&==&',
	'?/?/..//./',
	'?@path=/x',
	`?l=${'long'.repeat(500)}`,
];
const FRAGMENTS = ['', '', '', '#frag?ment', '#'];
const BODIES = ['', '{}', '{"amount":"1.0"}', ' {"é":"日本"}\r\n', 'x'.repeat(5000), '\0\u00ff'];
const OPTIONAL = ['@scheme', '@target-uri', '@request-target', 'accept', 'x-odd', 'x-empty'];

/** Requests with everything that makes two verifiers disagree, the same ones for the same seed. */
export function oddRequests(count: number, seed: number): OddRequest[] {
	const random = mulberry32(seed);
	const pick = <T,>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
	return Array.from({ length: count }, (_, index) => {
		const depth = Math.floor(random() * 6);
		const path = Array.from({ length: depth }, () => `/${pick(SEGMENTS)}`).join('');
		const writtenUrl = pick(ORIGINS) + path + pick(QUERIES) + pick(FRAGMENTS);
		const method = pick(METHODS);
		const hasBody = index % 2 === 1;
		const body = hasBody ? Buffer.from(pick(BODIES)) : undefined;
		const headers = {
			authorization: `Bearer ${index}.${'t'.repeat(index % 50)}`,
			accept: 'application/json, */*;q=0.1',
			'x-odd': `  a "quoted; (x)" 'b'\t=?:  `,
			'x-empty': '',
			...(body && {
				'content-type': 'application/json; charset=utf-8',
				'content-digest': createContentDigest(body, pick(['sha-256', 'sha-512'] as const)),
				'idempotency-key': `0c2e9c1f-1c55-4f0a-9a5b-${String(index).padStart(12, '0')}`,
			}),
		};
		const covered = [
			'@method',
			'@authority',
			'@path',
			'@query',
			'authorization',
			...(body ? ['content-type', 'content-digest', 'idempotency-key'] : []),
			...OPTIONAL.filter(() => random() < 0.4),
		];
		const components = covered.sort(() => random() - 0.5);
		return { method, writtenUrl, url: canonicalUrl(writtenUrl).href, headers, body, components };
	});
}

/** A small generator of evenly spread numbers in [0, 1) (Mulberry32, public domain). */
function mulberry32(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
