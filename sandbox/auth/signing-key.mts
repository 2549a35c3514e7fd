import { createPublicKey, type KeyObject } from 'node:crypto';
import { badRequest } from '../http/errors.mts';

const refuse = (sentence: string) => badRequest(sentence, 'invalid_key', 'signingKey');

/**
 * Reads the public key of PUT /auth/signing: a PEM, base64-encoded once more (docs.offblocks.xyz, Request
 * Signatures), on P-384.
 * @returns the key as PEM (SPKI)
 * @throws ApiError 400 saying what it is instead
 */
export function readPublicKey(encoded: string): string {
	if (encoded.includes('-----BEGIN')) {
		throw refuse('signingKey is a plain PEM; encode the PEM in base64 once more.');
	}
	const pem = Buffer.from(encoded, 'base64').toString('utf8');
	if (pem.includes('PRIVATE KEY')) {
		throw refuse('signingKey holds a private key; keep that and upload the public one.');
	}
	let key: KeyObject;
	try {
		key = createPublicKey(pem);
	} catch {
		throw refuse('signingKey is not a base64-encoded PEM of a public key.');
	}
	if (key.asymmetricKeyDetails?.namedCurve !== 'secp384r1') {
		throw refuse('signingKey is not on the curve secp384r1 (P-384).');
	}
	return key.export({ type: 'spki', format: 'pem' }).toString();
}
