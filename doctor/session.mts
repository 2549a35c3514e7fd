// Signed calls with a token that is alive: a short life must not be taken for a refused signature.
import { type Answer, isTransient, type Reader } from './http.mts';
import type { Profile, Signer } from './signer.mts';

const SPARE_SECONDS = 5;
const RETRY_AFTER_MS = 2_000;

export interface Token {
	token: string;
	/** Unix seconds by the server's clock. */
	expiresAt: number;
}

export class Session {
	/** The newest token is kept for the scrubbing of the report; all of them are. */
	readonly tokens: string[] = [];
	#current: Token;
	readonly #renew: () => Promise<Token | undefined>;
	readonly #reader: Reader;
	readonly #signer: Signer;

	constructor(
		first: Token,
		renew: () => Promise<Token | undefined>,
		reader: Reader,
		signer: Signer,
	) {
		this.#current = first;
		this.#renew = renew;
		this.#reader = reader;
		this.#signer = signer;
		this.tokens.push(first.token);
	}

	/** One signed GET; once more where the server was busy. @throws Unreachable */
	async get(path: string, profile?: Profile): Promise<Answer> {
		const answer = await this.#once(path, profile);
		if (!isTransient(answer)) return answer;
		await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
		return await this.#once(path, profile);
	}

	/** The same without a signature. */
	async getUnsigned(path: string): Promise<Answer> {
		return await this.#reader.get(path, { authorization: `Bearer ${await this.#token()}` });
	}

	async #once(path: string, profile?: Profile): Promise<Answer> {
		const token = await this.#token();
		return await this.#reader.get(
			path,
			this.#signer.headers(this.#reader.url(path), token, profile),
		);
	}

	async #token(): Promise<string> {
		if (this.#current.expiresAt - this.#reader.clock.now() < SPARE_SECONDS) {
			this.#current = (await this.#renew()) ?? this.#current;
			this.tokens.push(this.#current.token);
		}
		return this.#current.token;
	}
}
