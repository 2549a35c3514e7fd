import { createPublicKey } from 'node:crypto';

import { parsePrivateKey } from './parseKey';

/**
 * The public half of a private key on secp384r1, as SPKI in PEM.
 *
 * @param privateKey as `parsePrivateKey` takes it
 * @throws SignatureError `key`
 */
export function publicKeyPem(privateKey: string): string {
	return createPublicKey(parsePrivateKey(privateKey))
		.export({ type: 'spki', format: 'pem' })
		.toString();
}
