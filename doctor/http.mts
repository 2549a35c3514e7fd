// The only way from here to the API. It reads, and logs in; anything else is refused before it is sent.
import { ServerClock } from './clock.mts';

export interface Answer {
	status: number;
	headers: Headers;
	/** The body as text, up to {@link MOST_BYTES}. */
	text: string;
	/** undefined where the body is not JSON. */
	json: unknown;
	/** Whether the body went on beyond {@link MOST_BYTES}. */
	cut: boolean;
	milliseconds: number;
}

/** No answer: nothing was reached, or it broke off. `code` is Node's, e.g. `ECONNREFUSED`. */
export class Unreachable extends Error {
	readonly code: string;

	constructor(code: string) {
		super(`no answer (${code})`);
		this.code = code;
	}
}

/** A list of some 100,000 cards; enough to judge it by. */
export const MOST_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
/** Between two calls, so that a rate limit nobody knows is not met. */
const PAUSE_MS = 50;

export class Reader {
	readonly clock = new ServerClock();
	/** Calls sent, for the report. */
	calls = 0;
	readonly #baseUrl: string;

	constructor(baseUrl: string) {
		this.#baseUrl = baseUrl;
	}

	url(path: string): string {
		return this.#baseUrl + path;
	}

	/** @throws Unreachable */
	get(path: string, headers: Record<string, string>): Promise<Answer> {
		return this.#send('GET', path, headers);
	}

	/** The one POST: it makes a token and changes nothing. @throws Unreachable */
	logIn(apiKey: string, apiSecret: string): Promise<Answer> {
		const headers = { 'content-type': 'application/json' };
		return this.#send('POST', '/auth/token', headers, JSON.stringify({ apiKey, apiSecret }));
	}

	async #send(
		method: 'GET' | 'POST',
		path: string,
		headers: Record<string, string>,
		body?: string,
	): Promise<Answer> {
		// Reading a challenge makes the earlier ones of the account invalid.
		if (/\/challenge\b/.test(path)) throw new Error('A challenge is not read: that changes it.');
		await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		this.calls += 1;
		const sent = Date.now();
		try {
			const response = await fetch(this.url(path), {
				method,
				headers: { accept: 'application/json', ...headers },
				body,
				redirect: 'manual',
				signal: AbortSignal.timeout(TIMEOUT_MS),
			});
			// What a cache kept has an old `Date`.
			const date = response.headers.has('age') ? null : response.headers.get('date');
			this.clock.read(date, sent, Date.now());
			const { text, cut } = await readText(response);
			const milliseconds = Date.now() - sent;
			const { status } = response;
			return { status, headers: response.headers, text, json: parse(text), cut, milliseconds };
		} catch (error) {
			throw new Unreachable(codeOf(error));
		}
	}
}

async function readText(response: Response): Promise<{ text: string; cut: boolean }> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of response.body ?? []) {
		bytes += chunk.length;
		if (bytes > MOST_BYTES) return { text: Buffer.concat(chunks).toString(), cut: true };
		chunks.push(chunk);
	}
	return { text: Buffer.concat(chunks).toString(), cut: false };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** Node's code alone: the message holds the host. */
function codeOf(error: unknown): string {
	for (let at = error; at instanceof Error; at = at.cause) {
		const { code, name } = at as NodeJS.ErrnoException;
		if (name === 'TimeoutError') return 'no answer within 30 s';
		if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
	}
	return 'connection failed';
}

/** Says nothing about what was asked: the server was busy, or a gateway before it. */
export const isTransient = ({ status }: Answer) => status === 429 || status >= 500;
