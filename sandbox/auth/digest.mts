import { createHash } from 'node:crypto';
import { type Dictionary, parseDictionary } from 'structured-headers';
import { SignatureRefusal } from '../http/errors.mts';

/** The algorithms of RFC 9530 section 5 that are fit for use, by their names in node:crypto. */
const ALGORITHMS = new Map([
	['sha-256', 'sha256'],
	['sha-512', 'sha512'],
]);

const refuse = (sentence: string) => new SignatureRefusal('digest', sentence);

/**
 * Checks Content-Digest (RFC 9530 section 2) against the bytes as received; every known digest must match.
 * @param header the field's value, undefined where it is missing
 * @throws SignatureRefusal saying what did not match
 */
export function verifyDigest(header: string | undefined, body: Buffer): void {
	// With a body the signature policy has asked for the header already.
	if (header === undefined) return;
	let members: Dictionary;
	try {
		members = parseDictionary(header);
	} catch {
		throw refuse('Content-Digest is not a structured-field dictionary.');
	}
	const known = [...members].filter(([name]) => ALGORITHMS.has(name));
	if (known.length === 0) {
		throw refuse('Content-Digest has neither sha-256 nor sha-512.');
	}
	for (const [name, [value]] of known) {
		if (!(value instanceof ArrayBuffer)) {
			throw refuse(`Content-Digest ${name} is not a byte sequence.`);
		}
		const actual = createHash(ALGORITHMS.get(name) ?? '')
			.update(body)
			.digest();
		if (!actual.equals(Buffer.from(value))) {
			throw refuse(`Content-Digest ${name} does not match the body that arrived.`);
		}
	}
}
