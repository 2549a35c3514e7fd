import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** How a key file's bytes can be wrapped: RFC 5915, RFC 5208, RFC 5280. */
export type DerType = 'sec1' | 'pkcs8' | 'spki';

/**
 * How the bytes compare with the length that their outermost SEQUENCE announces (X.690 §8.1.3): OpenSSL
 * would call all of this damaged, but a truncated paste is worth its own sentence.
 */
export function derCompleteness(der: Uint8Array): 'complete' | 'truncated' | 'damaged' {
	const announced = announcedLength(der);
	if (announced === undefined) return 'damaged';
	if (der.length < announced) return 'truncated';
	return der.length === announced ? 'complete' : 'damaged';
}

/** The key in any of these wrappings, the likeliest first; `undefined` where none of them fits. */
export function importDer(der: Buffer, types: readonly DerType[]): KeyObject | undefined {
	for (const type of types) {
		try {
			return type === 'spki'
				? createPublicKey({ key: der, format: 'der', type })
				: createPrivateKey({ key: der, format: 'der', type });
		} catch {
			// Not in this wrapping: the next one, or none.
		}
	}
	return undefined;
}

function announcedLength(der: Uint8Array): number | undefined {
	const [tag, first] = der;
	if (tag !== 0x30 || first === undefined) return undefined;
	if (first < 0x80) return 2 + first;
	const lengthBytes = first & 0x7f;
	if (lengthBytes === 0 || lengthBytes > 3) return undefined;
	let length = 0;
	for (let index = 2; index < 2 + lengthBytes; index++) length = length * 256 + (der[index] ?? 0);
	return 2 + lengthBytes + length;
}
