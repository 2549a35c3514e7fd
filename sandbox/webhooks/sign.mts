import { createHash, createPrivateKey, sign } from 'node:crypto';
import { createSignature } from 'http-message-sig';
import { ALGORITHM } from '../auth/signature.mts';

const COMPONENTS = ['@method', '@authority', '@path', '@query', 'content-type', 'content-digest'];

/**
 * Headers that prove a delivery comes from this sandbox: Content-Digest, Signature-Input and Signature.
 * Whether the vendor signs deliveries is not known; this follows what it asks of requests.
 */
export async function deliveryHeaders(
	url: string,
	body: Buffer,
	key: { keyId: string; privateKey: string },
	components: readonly string[] = COMPONENTS,
): Promise<Record<string, string>> {
	const digest = createHash('sha256').update(body).digest('base64');
	const headers = { 'content-type': 'application/json', 'content-digest': `sha-256=:${digest}:` };
	const privateKey = createPrivateKey(key.privateKey);
	const { signature, signatureInput } = await createSignature(
		{
			kind: 'request',
			method: 'POST',
			targetUri: url,
			fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
		},
		{
			label: 'sig',
			components: [...components],
			parameters: { created: Math.floor(Date.now() / 1000), keyid: key.keyId, alg: ALGORITHM },
			signer: {
				algorithm: ALGORITHM,
				sign: (data) => sign('sha384', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
			},
		},
	);
	return { ...headers, 'signature-input': signatureInput, signature };
}
