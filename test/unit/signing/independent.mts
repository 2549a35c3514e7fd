// Two signers and verifiers by others, who share no code with ours beyond node:crypto's ECDSA.
import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import * as messageSig from 'http-message-sig';
import { createSigner, createVerifier, httpbis } from 'http-message-signatures';

/** A request on the wire. */
export interface WireRequest {
	method: string;
	/** As sent: canonical. */
	url: string;
	headers: Record<string, string>;
	body?: Buffer;
}

/** The keys of one party and the id that the other knows them by. */
export interface KeyPair {
	keyId: string;
	privateKey: KeyObject;
	publicKey: KeyObject;
}

export interface Peer {
	name: string;
	/** The request's headers with Signature and Signature-Input added. */
	sign(request: WireRequest, components: string[], pair: KeyPair): Promise<WireRequest['headers']>;
	/** Whether the peer, strictly configured, accepts the request. */
	verifies(request: WireRequest, required: string[], pair: KeyPair): Promise<boolean>;
}

const ALGORITHM = 'ecdsa-p384-sha384';
const MAX_AGE = 60;
const now = () => Math.floor(Date.now() / 1000);

const httpMessageSignatures: Peer = {
	name: 'http-message-signatures',
	async sign({ method, url, headers }, components, { keyId, privateKey }) {
		const config = {
			key: createSigner(privateKey, ALGORITHM, keyId),
			name: 'sig',
			fields: components,
			params: ['created', 'keyid', 'alg'],
		};
		const signed = await httpbis.signMessage(config, { method, url, headers });
		return signed.headers as WireRequest['headers'];
	},
	async verifies({ method, url, headers }, required, { keyId, publicKey }) {
		const verifier = createVerifier(publicKey, ALGORITHM);
		const config = {
			keyLookup: async ({ keyid }: { keyid?: unknown }) =>
				keyid === keyId ? { id: keyId, algs: [ALGORITHM], verify: verifier } : null,
			requiredParams: ['created', 'keyid'],
			requiredFields: required,
			maxAge: MAX_AGE,
			all: true,
		};
		// Unsigned or an unknown key gives null: only true is a yes.
		return (await httpbis.verifyMessage(config, { method, url, headers })) === true;
	},
};

const httpMessageSig: Peer = {
	name: 'http-message-sig',
	async sign(request, components, { keyId, privateKey }) {
		const signer = {
			algorithm: ALGORITHM,
			sign: (data: Uint8Array) =>
				new Uint8Array(sign('sha384', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
		};
		const fields = await messageSig.createSignature(descriptor(request), {
			label: 'sig',
			components,
			parameters: { created: now(), keyid: keyId, alg: ALGORITHM },
			signer,
		});
		return {
			...request.headers,
			'signature-input': fields.signatureInput,
			signature: fields.signature,
		};
	},
	async verifies(request, required, { keyId, publicKey }) {
		const verifier = {
			algorithm: ALGORITHM,
			verify: (data: Uint8Array, signature: Uint8Array) =>
				verify('sha384', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature),
		};
		await messageSig.verifySignature(descriptor(request), {
			policy: {
				algorithms: [ALGORITHM],
				requiredComponents: required,
				requiredParameters: ['created', 'keyid', 'alg'],
				maxAge: MAX_AGE,
				clockSkew: 0,
			},
			resolveVerifier: ({ parameters }) => {
				if (parameters.keyid !== keyId) throw new Error('unknown key id');
				return verifier;
			},
		});
		return true;
	},
};

export const PEERS: Peer[] = [httpMessageSignatures, httpMessageSig];

function descriptor({ method, url, headers }: WireRequest): messageSig.RequestDescriptor {
	const { pathname, search } = new URL(url);
	return {
		kind: 'request',
		method,
		targetUri: url,
		requestTarget: pathname + search,
		fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
	};
}
