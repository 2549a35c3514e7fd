import {
	createContentDigest,
	verifyContentDigest,
} from '../../../nodes/OffBlocks/signing/index.ts';
import type { DigestAlgorithm } from '../../../nodes/OffBlocks/signing/index.ts';
import vectors from '../../fixtures/signing/rfc9530-content-digest.json';

const body = Buffer.from('{"hello": "world"}');
const other = Buffer.from('{"hello": "world"} ');
const sha256 = createContentDigest(body, 'sha-256');
const sha512 = createContentDigest(body, 'sha-512');
const otherSha512 = createContentDigest(other, 'sha-512');

function codeOf(header: string, bytes: Uint8Array = body): string | undefined {
	try {
		verifyContentDigest(header, bytes);
		return undefined;
	} catch (error) {
		expect(error).toMatchObject({ name: 'SignatureError' });
		return (error as { kind: string }).kind;
	}
}

describe('published digests', () => {
	const published = vectors.valid.flatMap((vector) =>
		(['sha-256', 'sha-512'] as const)
			.filter((algorithm) => vector[algorithm] !== undefined)
			.map((algorithm) => [algorithm, vector.body, vector[algorithm]] as const),
	);

	test('five are there', () => expect(published).toHaveLength(5));

	test.each(published)('%s of %j', (algorithm, text, digest) => {
		const header = `${algorithm}=:${digest}:`;
		expect(createContentDigest(Buffer.from(text), algorithm)).toBe(header);
		expect(codeOf(header, Buffer.from(text))).toBeUndefined();
		expect(codeOf(header, Buffer.from(`${text} `))).toBe('digest');
	});
});

describe('verification', () => {
	test.each([
		['one known algorithm', sha512],
		['both', `${sha256}, ${sha512}`],
		['both, oddly spaced', `  ${sha256}\t,  ${sha512} `],
		['an unknown algorithm beside a known one', `${sha256}, md5=:AAAA:`],
		['an unknown member of any shape beside a known one', `${sha256}, id-sha-256="x";q=1`],
	])('accepts %s', (_what, header) => expect(codeOf(header)).toBeUndefined());

	test.each([
		['one of two does not match', `${sha256}, ${otherSha512}`, 'digest'],
		['only an unknown algorithm', 'md5=:AAAA:', 'digest'],
		['nothing', '', 'digest'],
		['a digest cut short', 'sha-256=:X48E9qOokqqrvdts8nOJRA==:', 'digest'],
		['an empty digest', 'sha-256=::', 'digest'],
		['the right one after a wrong one', `${otherSha512}, ${sha512}`, 'malformed'],
		['the same one twice', `${sha256}, ${sha256}`, 'malformed'],
		['a string for bytes', 'sha-256="X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="', 'malformed'],
		['a bare key', 'sha-256', 'malformed'],
		['a parameter', `${sha256};a=1`, 'malformed'],
		['an inner list', 'sha-256=(:AAAA:)', 'malformed'],
		['no base64', 'sha-256=:*:', 'malformed'],
		['padding left out', sha256.replace(/=:$/, ':'), 'malformed'],
		['a trailing comma', `${sha256},`, 'malformed'],
		['an upper-case key', sha256.replace('sha', 'SHA'), 'malformed'],
		['text after it', `${sha256} x`, 'malformed'],
	])('refuses: %s', (_what, header, code) => expect(codeOf(header)).toBe(code));

	test('takes bytes as they are, in any view', () => {
		const bytes = new Uint8Array([0, 255, 10, 13, 0]);
		const view = new Uint8Array(new Uint8Array([9, ...bytes, 9]).buffer, 1, bytes.length);
		expect(createContentDigest(view, 'sha-256')).toBe(createContentDigest(bytes, 'sha-256'));
		expect(codeOf(createContentDigest(bytes, 'sha-256'), view)).toBeUndefined();
	});

	test('creates no digest with an algorithm that is not in good standing', () => {
		expect(() => createContentDigest(body, 'md5' as DigestAlgorithm)).toThrow(
			expect.objectContaining({ kind: 'digest' }),
		);
	});
});
