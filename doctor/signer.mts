// Requests signed in every way that is to be tried: the signature base is the nodes' own, the parameters are given.
import { type KeyObject, sign } from 'node:crypto';
import type * as Shipped from './shipped.mts';

/** How one request is signed; what is not named is as the vendor's own client does it. */
export interface Profile {
	components?: readonly string[];
	/** Which signature parameters, in their order; more than these are not known. */
	parameters?: readonly Parameter[];
	label?: string;
	keyId?: string;
	key?: KeyObject;
	/** Seconds from the server's time to `created`, and from `created` to `expires`. */
	age?: number;
	life?: number;
	/** Digest to send and cover, over the empty body; `wrong` is one of other bytes. */
	digest?: 'sha-256' | 'sha-512' | 'wrong';
	/** Spoils the signature after it was made. */
	spoilt?: boolean;
}
export type Parameter = 'keyid' | 'alg' | 'created' | 'expires' | 'nonce' | 'tag';

/** What the vendor's Postman collection sends with a GET. */
export const VENDOR = {
	components: ['@method', '@authority', '@path'],
	parameters: ['keyid', 'alg', 'created', 'expires'],
	label: 'sig',
	life: 300,
	// The server's clock is known to the second at best, and the vendor's verifier refuses a second from the future.
	age: 2,
} as const;

export interface SignerOptions {
	shipped: typeof Shipped;
	key: KeyObject;
	keyId: string;
	/** The server's time in Unix seconds. */
	now: () => number;
}

/** Headers of one signed GET: `authorization`, `signature`, `signature-input`, and a digest where asked for. */
export class Signer {
	readonly #options: SignerOptions;

	constructor(options: SignerOptions) {
		this.#options = options;
	}

	headers(url: string, token: string, profile: Profile = {}): Record<string, string> {
		const { shipped } = this.#options;
		const headers: Record<string, string> = { authorization: `Bearer ${token}` };
		const components = [...(profile.components ?? VENDOR.components)];
		if (profile.digest) {
			const algorithm = profile.digest === 'wrong' ? 'sha-512' : profile.digest;
			const bytes = Buffer.from(profile.digest === 'wrong' ? 'other bytes' : '');
			headers['content-digest'] = shipped.createContentDigest(bytes, algorithm);
			components.push('content-digest');
		}
		const list = components.map((name) => `"${name}"`).join(' ');
		const params = `(${list})${this.#parameters(profile)}`;
		const base = shipped.createSignatureBase({ method: 'GET', url, headers }, components, params);
		const key = profile.key ?? this.#options.key;
		const bytes = sign('sha384', Buffer.from(base), { key, dsaEncoding: 'ieee-p1363' });
		if (profile.spoilt) bytes[40] ^= 1;
		const label = profile.label ?? VENDOR.label;
		headers['signature-input'] = `${label}=${params}`;
		headers.signature = `${label}=:${bytes.toString('base64')}:`;
		return headers;
	}

	#parameters(profile: Profile): string {
		const created = this.#options.now() - (profile.age ?? VENDOR.age);
		const values: Record<Parameter, string | number> = {
			keyid: `"${profile.keyId ?? this.#options.keyId}"`,
			alg: '"ecdsa-p384-sha384"',
			created,
			expires: created + (profile.life ?? VENDOR.life),
			nonce: '"doctor"',
			tag: '"doctor"',
		};
		const names = profile.parameters ?? VENDOR.parameters;
		return names.map((name) => `;${name}=${values[name]}`).join('');
	}
}
