import type { SandboxInfo } from '../admin/info.mts';
import { type SignedRequest, signedRequest } from './request.mts';

export interface Answer {
	status: number;
	/** Parsed where it is JSON; undefined where there is none. */
	body: unknown;
}

/** How a client's requests get to the sandbox. */
export interface Transport {
	info(): Promise<SandboxInfo> | SandboxInfo;
	/** Unix seconds by the sandbox's clock. */
	now(): Promise<number> | number;
	send(request: SignedRequest): Promise<{ status: number; text: string }>;
}

/** The sandbox's own client: signs with the key that the sandbox made. */
export class Client {
	readonly #transport: Transport;
	#token: string | undefined;

	constructor(transport: Transport) {
		this.#transport = transport;
	}

	/**
	 * Makes a signed call.
	 * @param path below `/v1`, e.g. `/cards`
	 * @throws Error where a client has removed the sandbox's own key or credentials
	 */
	async call(method: string, path: string, body?: unknown): Promise<Answer> {
		const info = await this.#transport.info();
		if (info.privateKey === '' || info.apiKey === '') {
			throw new Error(
				'This sandbox’s own key or credentials were replaced by a client, so it cannot sign. POST /_sandbox/credentials makes new ones.',
			);
		}
		const answer = await this.#attempt(info, method, path, body);
		if (answer.status !== 401) return answer;
		this.#token = undefined;
		return await this.#attempt(info, method, path, body);
	}

	async #attempt(info: SandboxInfo, method: string, path: string, body: unknown): Promise<Answer> {
		this.#token ??= await this.#newToken(info);
		const now = Math.floor(await this.#transport.now());
		const request = await signedRequest(info, this.#token, method, path, body, now);
		return read(await this.#transport.send(request));
	}

	async #newToken({ apiKey, apiSecret, baseUrl }: SandboxInfo): Promise<string> {
		const { host, pathname } = new URL(`${baseUrl}/auth/token`);
		const { body } = read(
			await this.#transport.send({
				method: 'POST',
				path: pathname,
				headers: { host, 'content-type': 'application/json' },
				body: JSON.stringify({ apiKey, apiSecret }),
			}),
		);
		const { token } = (body ?? {}) as { token?: string };
		if (token === undefined) throw new Error('The sandbox gave no token.');
		return token;
	}
}

function read({ status, text }: { status: number; text: string }): Answer {
	if (text === '') return { status, body: undefined };
	try {
		return { status, body: JSON.parse(text) };
	} catch {
		return { status, body: text };
	}
}
