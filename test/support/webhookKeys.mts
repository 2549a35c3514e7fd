import { generateKeyPairSync } from 'node:crypto';

/** A key pair on P-384 as PEM, as OffBlocks may sign deliveries with one. */
export function keyPair(): { publicKey: string; privateKey: string } {
	return generateKeyPairSync('ec', {
		namedCurve: 'secp384r1',
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'sec1', format: 'pem' },
	});
}
