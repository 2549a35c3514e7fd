import type { KeyObject } from 'node:crypto';
import { parsePublicKey } from './parseKey';

/**
 * A public key as PEM, base64 of PEM, or base64 of DER (SPKI): APIs that
 * publish the key for their signatures rarely say which.
 *
 * @throws {SignatureError} `key`
 */
export function parseVerificationKey(text: string): KeyObject {
	const base64 = text.replace(/[\s"'`]/g, '');
	// A SEQUENCE (X.690 §8.1), with which a key in DER begins; PEM in base64 begins with a dash.
	const isDer = /^M[A-P][\w+/-]+={0,2}$/.test(base64);
	return parsePublicKey(
		isDer ? `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----` : text,
	);
}
