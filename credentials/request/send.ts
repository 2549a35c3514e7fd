import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { isInClear } from '../../nodes/OffBlocks/shared/inClear';
import { noteServerDate } from '../../nodes/OffBlocks/shared/serverClock';
import { CredentialError } from './CredentialError';

/** An answer, read: JSON where the body is some, its text otherwise. */
export interface Answer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
	/** Whether it came over a connection without TLS where one with TLS was asked for: a proxy's own. */
	cameInClear?: boolean;
}

/** Everything together: all runs that need the token wait for the log-in under way. */
const DEADLINE_MS = 30_000;

/** What is longer is cut off and not read any further. A token is about 1 kB, a list of subscriptions some. */
const MAX_BYTES = 256 * 1024;

/** Codes of a server that cannot show who it is. */
const NO_TRUST = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** In words: n8n replaces a message that holds the code itself. */
const REASONS: Record<string, string> = {
	ECONNREFUSED: 'Nothing accepts connections there',
	ENOTFOUND: 'The host name was not found',
	EAI_AGAIN: 'The host name could not be looked up',
	EHOSTUNREACH: 'There is no route to it',
	ENETUNREACH: 'There is no route to it',
	ETIMEDOUT: 'It did not answer in time',
	ECONNABORTED: 'It did not answer in time',
	ECONNRESET: 'The connection was closed without an answer',
};

/**
 * Sends a request of the credential's own through n8n, reads the answer whatever its status, and learns the server's
 * time from it. Bounded in time and size, so that a server that trickles blocks nobody.
 *
 * @throws {CredentialError} where there is no whole answer
 */
export async function send(
	http: IHttpRequestHelper,
	options: IHttpRequestOptions,
	deadlineMs = DEADLINE_MS,
): Promise<Answer> {
	const { origin, host } = new URL(options.url);
	const signal = AbortSignal.timeout(deadlineMs);
	try {
		const sending = http.helpers.httpRequest({
			...options,
			disableFollowRedirect: true,
			returnFullResponse: true,
			encoding: 'stream',
			timeout: deadlineMs,
			abortSignal: signal,
		}) as Promise<Answer>;
		const answer = await untilAborted(sending.catch(answerOf(options.url)), signal);
		if (!answer.cameInClear) noteServerDate(origin, answer.headers?.date, Date.now());
		return { ...answer, body: await untilAborted(readBody(answer.body, signal), signal) };
	} catch (error) {
		throw unreachable(host, signal.aborted ? 'ETIMEDOUT' : (error as { code?: unknown }).code);
	}
}

/** What n8n throws, with the connection, for an answer that is no 2xx. */
interface Thrown {
	request?: { socket?: unknown };
	response?: { status: number; headers: Record<string, unknown>; data: unknown };
}

/** That answer; any other error is thrown on. */
function answerOf(url: string): (error: Thrown) => Answer {
	return (error) => {
		const { request, response } = error;
		if (!response) throw error;
		const { status: statusCode, headers, data: body } = response;
		const cameInClear = url.startsWith('https:') && isInClear(request?.socket);
		return { statusCode, headers, body, cameInClear };
	};
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	let stop: (() => void) | undefined;
	const aborted = new Promise<never>((_, reject) => {
		stop = () => reject(signal.reason as Error);
		signal.addEventListener('abort', stop, { once: true });
		if (signal.aborted) stop();
	});
	return await Promise.race([work, aborted]).finally(() =>
		signal.removeEventListener('abort', stop!),
	);
}

type Stream = AsyncIterable<Uint8Array | string> & { destroy?: (error?: Error) => unknown };

async function readBody(body: unknown, signal: AbortSignal): Promise<unknown> {
	if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return body;
	const stream = body as Stream;
	const parts: Buffer[] = [];
	const stop = () => stream.destroy?.();
	signal.addEventListener('abort', stop, { once: true });
	let size = 0;
	try {
		for await (const part of stream) {
			parts.push(Buffer.from(part as Uint8Array));
			size += part.length;
			// Leaving the loop closes the stream.
			if (size > MAX_BYTES) break;
		}
	} finally {
		signal.removeEventListener('abort', stop);
	}
	return parsed(Buffer.concat(parts).subarray(0, MAX_BYTES).toString());
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

/** The caught error holds the request, and with it the secret: only what its code means goes on. */
function unreachable(host: string, code: unknown): CredentialError {
	const reason = typeof code === 'string' ? REASONS[code] : undefined;
	const untrusted = typeof code === 'string' && NO_TRUST.test(code);
	return new CredentialError(
		`OffBlocks could not be reached at ${host}`,
		untrusted
			? 'Its TLS certificate is not trusted. Check the environment or Base URL of the credential. If you use your own certificate authority, add it with NODE_EXTRA_CA_CERTS on the machine n8n runs on.'
			: `${reason ? `${reason}. ` : ''}Check the environment or Base URL of the credential, and that the machine n8n runs on is allowed to connect to it, through a proxy (HTTPS_PROXY) if it needs one.`,
		!untrusted,
	);
}
