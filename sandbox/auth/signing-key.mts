import { createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import { badRequest } from '../http/errors.mts';
import type { RegisteredKey } from '../store/meta.mts';

/**
 * Reads the public key of PUT /auth/signing: a PEM, base64-encoded once more (docs.offblocks.xyz, Request
 * Signatures), on P-384.
 * @throws ApiError 400 saying what it is instead
 */
export function readPublicKey(encoded: string): RegisteredKey {
	if (encoded.includes('-----BEGIN')) {
		throw badRequest(
			'publicKey is a plain PEM; encode the PEM in base64 once more.',
			'invalid_key',
		);
	}
	const pem = Buffer.from(encoded, 'base64').toString('utf8');
	if (pem.includes('PRIVATE KEY')) {
		throw badRequest(
			'publicKey holds a private key; keep that and upload the public one.',
			'invalid_key',
		);
	}
	let key: KeyObject;
	try {
		key = createPublicKey(pem);
	} catch {
		throw badRequest('publicKey is not a base64-encoded PEM of a public key.', 'invalid_key');
	}
	if (key.asymmetricKeyDetails?.namedCurve !== 'secp384r1') {
		throw badRequest('publicKey is not on the curve secp384r1 (P-384).', 'invalid_key');
	}
	return { keyId: randomUUID(), publicKey: key.export({ type: 'spki', format: 'pem' }).toString() };
}
