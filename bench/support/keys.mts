import { generateKeyPairSync } from 'node:crypto';

/** A signing key in PEM, as a user has it. */
export function newPrivateKey(): string {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
	return privateKey.export({ type: 'sec1', format: 'pem' }).toString();
}

/** A credential for an API at `baseUrl`, with a token of its own so that nothing logs in. */
export const credentialFor = (baseUrl: string, privateKey: string) => ({
	environment: 'custom',
	baseUrl,
	authentication: 'accessToken',
	accessToken: 'bench.token.of-usual-length'.padEnd(300, 'x'),
	keyId: 'bench-key',
	privateKey,
});
