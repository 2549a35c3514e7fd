import { createHash, createPrivateKey, sign } from 'node:crypto';
import { createSignature } from 'http-message-sig';
import { ALGORITHM } from '../auth/signature.mts';
import type { Settings } from '../settings.mts';

const TARGET = ['@method', '@authority', '@path'];
const WITH_DIGEST = [...TARGET, 'content-digest'];
const JSON_TYPE = { 'content-type': 'application/json' };

type Key = { keyId: string; privateKey: string };

/** Content-Digest (RFC 9530) with sha-512, as the vendor's own client sends it. */
const digestOf = (body: Buffer) =>
	`sha-512=:${createHash('sha512').update(body).digest('base64')}:`;

/**
 * Headers of a delivery, signed as the vendor's Go library does: parameters `keyid alg created`, label `sig`.
 * @param components what the signature covers; none at all is the library's default
 * @param digested whether Content-Digest is sent; it is where it is covered
 * @param created Unix seconds
 */
export async function deliveryHeaders(
	url: string,
	body: Buffer,
	key: Key,
	components: readonly string[] = WITH_DIGEST,
	digested = components.includes('content-digest'),
	created = Math.floor(Date.now() / 1000),
): Promise<Record<string, string>> {
	const headers: Record<string, string> = {
		...JSON_TYPE,
		...(digested && { 'content-digest': digestOf(body) }),
	};
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
			parameters: { keyid: key.keyId, alg: ALGORITHM, created },
			signer: {
				algorithm: ALGORITHM,
				sign: (data) => sign('sha384', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
			},
		},
	);
	return { ...headers, 'signature-input': signatureInput, signature };
}

/** Headers of a delivery under the settings. */
export async function headersUnder(
	{ deliverySignature, deliveryComponents }: Settings,
	url: string,
	body: Buffer,
	key: Key,
	created: number,
): Promise<Record<string, string>> {
	if (deliverySignature === 'none') return JSON_TYPE;
	const digest = deliverySignature === 'digest';
	const components =
		deliveryComponents?.split(' ').filter((name) => name !== '') ?? (digest ? WITH_DIGEST : TARGET);
	return await deliveryHeaders(
		url,
		body,
		key,
		components,
		digest || components.includes('content-digest'),
		created,
	);
}
