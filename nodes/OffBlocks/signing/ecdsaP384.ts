import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { SignatureError } from './errors';

/** The one algorithm in use: ECDSA on secp384r1 with SHA-384 (RFC 9421 §3.3.5; OffBlocks takes no other). */
export const ALGORITHM = 'ecdsa-p384-sha384';

/** r‖s, 48 bytes each; a DER signature has another length. */
export const SIGNATURE_BYTES = 96;

// RFC 9421 §3.3.5: r‖s, which is what node:crypto calls IEEE P1363; its default is DER.
const RAW_R_S = 'ieee-p1363';

/**
 * Signs on the thread pool: 0.8 ms on the event loop would stop everything else in the process.
 *
 * @throws SignatureError `key` where the key is not a private key on secp384r1
 */
export function signBytes(data: Uint8Array, key: KeyObject): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		assertKey(key, 'private');
		sign('sha384', data, { key, dsaEncoding: RAW_R_S }, (error, signature) => {
			if (error) reject(new SignatureError('key', 'The private key could not sign.'));
			else resolve(signature);
		});
	});
}

/**
 * Verifies on the thread pool; false for a signature that is not 96 bytes.
 *
 * @throws SignatureError `key` where the key is not a public key on secp384r1
 */
export async function verifyBytes(
	data: Uint8Array,
	signature: Uint8Array,
	key: KeyObject,
): Promise<boolean> {
	assertKey(key, 'public');
	if (signature.length !== SIGNATURE_BYTES) return false;
	return await new Promise((resolve, reject) => {
		verify('sha384', data, { key, dsaEncoding: RAW_R_S }, signature, (error, valid) => {
			if (error) reject(new SignatureError('key', 'The public key could not verify.'));
			else resolve(valid);
		});
	});
}

// Asking a key for its curve costs more than the rest of what is done around a signature.
const keysOnCurve = new WeakSet<KeyObject>();

/** A key of another kind would sign or verify happily, only not with ecdsa-p384-sha384. */
function assertKey(key: KeyObject, type: 'private' | 'public'): void {
	if (key.type === type && keysOnCurve.has(key)) return;
	if (key.type !== type || key.asymmetricKeyDetails?.namedCurve !== 'secp384r1') {
		throw new SignatureError('key', `The key must be a ${type} key on the curve secp384r1.`);
	}
	keysOnCurve.add(key);
}
