import { hash, timingSafeEqual } from 'node:crypto';
import type { Dictionary } from 'structured-headers';

import { SignatureError } from './errors';
import { parseStrictDictionary } from './structuredFields';

/** The algorithms in good standing in RFC 9530 §5's registry. */
export type DigestAlgorithm = 'sha-256' | 'sha-512';

const HASHES: ReadonlyMap<string, string> = new Map<DigestAlgorithm, string>([
	['sha-256', 'sha256'],
	['sha-512', 'sha512'],
]);

/**
 * A Content-Digest field value (RFC 9530 §2) over exactly these bytes, e.g. `sha-256=:…:`.
 *
 * @throws SignatureError `digest` for an algorithm that is not in {@link DigestAlgorithm}
 */
export function createContentDigest(body: Uint8Array, algorithm: DigestAlgorithm): string {
	return `${algorithm}=:${hash(hashName(algorithm), body, 'base64')}:`;
}

/**
 * Checks a received Content-Digest against the body's exact bytes: every algorithm we know must match and
 * there must be one; others are ignored (RFC 9530 §2), members with parameters are not.
 *
 * @throws SignatureError `digest` where it does not match or names no known algorithm, `malformed` where
 * it is not well-formed
 */
export function verifyContentDigest(header: string, body: Uint8Array): void {
	const dictionary = parseStrictDictionary(header, 'Content-Digest');
	const known = [...dictionary.keys()].filter((algorithm) => HASHES.has(algorithm));
	if (known.length === 0) {
		throw new SignatureError('digest', 'Content-Digest names neither sha-256 nor sha-512.');
	}
	for (const algorithm of known) {
		const expected = hash(hashName(algorithm), body, 'buffer');
		const claimed = digestBytes(dictionary, algorithm);
		if (claimed.length !== expected.length || !timingSafeEqual(claimed, expected)) {
			throw new SignatureError(
				'digest',
				`The body does not match its ${algorithm} Content-Digest.`,
			);
		}
	}
}

function hashName(algorithm: string): string {
	const name = HASHES.get(algorithm);
	if (name === undefined) {
		throw new SignatureError('digest', 'The digest algorithm must be sha-256 or sha-512.');
	}
	return name;
}

function digestBytes(dictionary: Dictionary, algorithm: string): Uint8Array {
	const [value, parameters] = dictionary.get(algorithm) ?? [];
	if (!(value instanceof ArrayBuffer) || parameters?.size !== 0) {
		throw new SignatureError(
			'malformed',
			`Content-Digest's ${algorithm} member is not a plain byte sequence.`,
		);
	}
	return new Uint8Array(value);
}
