import {
	createHash,
	createPrivateKey,
	type KeyObject,
	randomUUID,
	sign as cryptoSign,
} from 'node:crypto';
import axios, { type AxiosResponse } from 'axios';
import { httpbis } from 'http-message-signatures';
import type { SandboxInfo } from './sandbox.mts';

export const ALGORITHM = 'ecdsa-p384-sha384';
/** The vendor's own client, its Postman collection, signs so: these parameters in this order, for 300 s. */
const DEFAULT_PARAMETERS = { keyid: '', alg: '', created: 0, expires: 0 };
const LIFETIME_MS = 300_000;

export interface SendOptions {
	/** Anything but a string or Buffer is sent as JSON. */
	body?: unknown;
	/** Default: a fresh UUID on writes; null sends none. */
	idempotencyKey?: string | null;
	/** Extra headers, set before signing; null removes one. */
	headers?: Record<string, string | null>;
	/** Covered components in place of the usual ones. */
	components?: string[];
	/** Signature parameters, in this order, in place of keyid, alg, created and expires. */
	parameters?: Record<string, Date | number | string>;
	/** Key id in place of the sandbox's. */
	keyId?: string;
	/** Signs in place of the key. */
	sign?: (data: Buffer) => Buffer;
	/** Changes the signed request just before it goes out: what an attacker would do. */
	tamper?: (request: OutgoingRequest) => void;
	/** Bearer token in place of the one fetched; null sends none. */
	token?: string | null;
	timeout?: number;
}

export interface OutgoingRequest {
	method: string;
	url: string;
	headers: Record<string, string>;
	body: Buffer | undefined;
}

/**
 * A client of the OffBlocks API that signs with http-message-signatures, and so independently both of the
 * package's signer and of the sandbox's verifier, what the vendor's own client signs. No status throws.
 */
export class SigningClient {
	readonly info: SandboxInfo;
	readonly #key: KeyObject;
	#token: string | undefined;

	constructor(info: SandboxInfo) {
		this.info = info;
		this.#key = createPrivateKey(info.privateKey);
	}

	/** A bearer token, fetched once. */
	async token(): Promise<string> {
		this.#token ??= (await this.newToken()).token;
		return this.#token;
	}

	async newToken(): Promise<{ token: string; expiresAt: number; tokenType: string }> {
		const { apiKey, apiSecret } = this.info;
		const { data } = await axios.post(
			`${this.info.baseUrl}/auth/token`,
			{ apiKey, apiSecret },
			{ proxy: false },
		);
		this.#token = data.token as string;
		return data;
	}

	get = (path: string, options?: SendOptions) => this.send('GET', path, options);
	post = (path: string, body: unknown, options?: SendOptions) =>
		this.send('POST', path, { body, ...options });
	put = (path: string, body: unknown, options?: SendOptions) =>
		this.send('PUT', path, { body, ...options });
	patch = (path: string, options?: SendOptions) => this.send('PATCH', path, options);
	delete = (path: string, options?: SendOptions) => this.send('DELETE', path, options);

	/** Signs and sends one request; connection errors throw, statuses do not. */
	async send(method: string, path: string, options: SendOptions = {}): Promise<AxiosResponse> {
		const request = await this.sign(method, path, options);
		options.tamper?.(request);
		return dispatch(request, options.timeout);
	}

	/** The signed request, not sent. */
	async sign(method: string, path: string, options: SendOptions = {}): Promise<OutgoingRequest> {
		const url = `${this.info.baseUrl}${path}`;
		const body = bytesOf(options.body);
		const headers = await this.#headers(method, url, body, options);
		const created = new Date();
		const expires = new Date(created.getTime() + LIFETIME_MS);
		const signed = await httpbis.signMessage(
			{
				name: 'sig',
				fields: options.components ?? components(headers),
				params: Object.keys(options.parameters ?? DEFAULT_PARAMETERS),
				paramValues: { created, expires, alg: ALGORITHM, ...options.parameters },
				key: {
					id: options.keyId ?? this.info.keyId,
					alg: ALGORITHM,
					sign: async (data) =>
						options.sign?.(data) ??
						cryptoSign('sha384', data, { key: this.#key, dsaEncoding: 'ieee-p1363' }),
				},
			},
			{ method, url, headers },
		);
		const entries = Object.entries(signed.headers as Record<string, string>);
		const lower = entries.map(([name, value]) => [name.toLowerCase(), value]);
		return { method, url, headers: Object.fromEntries(lower), body };
	}

	async #headers(
		method: string,
		url: string,
		body: Buffer | undefined,
		options: SendOptions,
	): Promise<Record<string, string>> {
		const headers: Record<string, string | null> = {
			host: new URL(url).host,
			accept: 'application/json',
		};
		const token = options.token === undefined ? await this.token() : options.token;
		if (token !== null) headers.authorization = `Bearer ${token}`;
		const key = options.idempotencyKey === undefined ? randomUUID() : options.idempotencyKey;
		if (method !== 'GET' && key !== null) headers['idempotency-key'] = key;
		if (body) {
			headers['content-type'] = 'application/json';
			headers['content-digest'] = `sha-512=:${createHash('sha512').update(body).digest('base64')}:`;
		}
		return Object.fromEntries(
			Object.entries({ ...headers, ...options.headers }).filter(
				(entry): entry is [string, string] => entry[1] !== null,
			),
		);
	}
}

function bytesOf(body: unknown): Buffer | undefined {
	if (body === undefined || Buffer.isBuffer(body)) return body;
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function components(headers: Record<string, string>): string[] {
	const digest = 'content-digest' in headers ? ['content-digest'] : [];
	return ['@method', '@authority', '@path', ...digest];
}

/** Sends a request as it stands; the Host header too, so that a test can lie about it. */
export function dispatch(
	{ method, url, headers, body }: OutgoingRequest,
	timeout = 60_000,
): Promise<AxiosResponse> {
	return axios.request({
		method,
		url,
		// axios adds a content type to bodies of its own accord; false tells it not to.
		headers: { ...('content-type' in headers ? {} : { 'content-type': false }), ...headers },
		data: body,
		proxy: false,
		timeout,
		maxRedirects: 0,
		maxContentLength: Infinity,
		validateStatus: () => true,
	});
}
