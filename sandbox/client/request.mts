import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { createSignature } from 'http-message-sig';
import type { SandboxInfo } from '../admin/info.mts';
import { ALGORITHM } from '../auth/signature.mts';

const TARGET = ['@method', '@authority', '@path'];
const LIFETIME_S = 300;

export interface SignedRequest {
	method: string;
	/** From the root on: `/v1/cards`. */
	path: string;
	headers: Record<string, string>;
	body: string | undefined;
}

/** What a sandbox's own client signs with. */
export type Signer = Pick<SandboxInfo, 'baseUrl' | 'keyId' | 'privateKey'>;

/**
 * A request as the vendor's own client sends it: token, digest, idempotency key, signature.
 * @param path below `/v1`, e.g. `/cards`
 * @param now Unix seconds by the sandbox's clock
 */
export async function signedRequest(
	signer: Signer,
	token: string,
	method: string,
	path: string,
	body: unknown,
	now: number,
): Promise<SignedRequest> {
	const url = new URL(`${signer.baseUrl}${path}`);
	const text = body === undefined ? undefined : JSON.stringify(body);
	const digest = createHash('sha512')
		.update(text ?? '')
		.digest('base64');
	const headers: Record<string, string> = {
		host: url.host,
		authorization: `Bearer ${token}`,
		...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
		...(text !== undefined && {
			'content-type': 'application/json',
			'content-digest': `sha-512=:${digest}:`,
		}),
	};
	const key = createPrivateKey(signer.privateKey);
	const { signature, signatureInput } = await createSignature(
		{
			kind: 'request',
			method,
			targetUri: url.href,
			fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
		},
		{
			label: 'sig',
			components: text === undefined ? TARGET : [...TARGET, 'content-digest'],
			parameters: {
				keyid: signer.keyId,
				alg: ALGORITHM,
				created: now,
				expires: now + LIFETIME_S,
			},
			signer: {
				algorithm: ALGORITHM,
				sign: (data) => sign('sha384', data, { key, dsaEncoding: 'ieee-p1363' }),
			},
		},
	);
	return {
		method,
		path: url.pathname + url.search,
		headers: { ...headers, 'signature-input': signatureInput, signature },
		body: text,
	};
}
