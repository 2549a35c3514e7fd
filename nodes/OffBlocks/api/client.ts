import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { ApiError } from './ApiError';
import type { ListOptions } from './body';
import { cancelled } from './cancelled';
import { connectionError, sendError } from './connection';
import { inDoubt, openKeys, staysUnknown } from './inDoubt';
import { received } from './received';
import type { RawResponse } from './RawResponse';
import { readResponse } from './response';
import { withRetries, type RetryPolicy } from './retry';
import type { Sent } from './Sent';
import type { ApiRequest } from './types';

/** The contexts in which n8n runs code that may call the API. */
export type Caller = IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions | IWebhookFunctions;

/** Milliseconds for one attempt, unless the request says otherwise. */
export const DEFAULT_TIMEOUT = 60_000;

export interface CallOptions {
	/** Without it there is one attempt. */
	policy?: RetryPolicy;
	/** Given where the answer is a list, of which only some is wanted. */
	list?: ListOptions;
	/**
	 * Whether the idempotency key is the user's own value. One that is not was made up for this write, so that a
	 * 409 of a first attempt is a refusal; under the user's own, another execution may be at it, and it is waited for.
	 */
	keyIsUsers?: boolean;
}

/**
 * Sends one request through n8n, which has the credential sign it, and reads the answer. Every attempt
 * is signed afresh and carries the same idempotency key.
 *
 * @param idempotencyKey UUID, required for every method but GET
 * @returns the answer's JSON, of the shape that the request expects; undefined where the body was empty
 * @throws {ApiError} for everything else
 */
export async function callApi(
	caller: Caller,
	request: ApiRequest,
	idempotencyKey?: string,
	{ policy, list, keyIsUsers }: CallOptions = {},
): Promise<unknown> {
	let unknown = idempotencyKey !== undefined && openKeys.has(idempotencyKey);
	const attempt = async () => {
		const sent: Sent = { idempotencyKey, keyIsUsers, unknownBefore: unknown };
		try {
			return await sendDatedRight(caller, request, sent, list, policy?.cancel);
		} catch (thrown) {
			const error = ApiError.from(thrown);
			unknown = idempotencyKey !== undefined && staysUnknown(error, unknown, request);
			throw error;
		}
	};
	try {
		const answer = await (policy ? withRetries(attempt, policy) : attempt());
		if (idempotencyKey) openKeys.delete(idempotencyKey);
		return answer;
	} catch (thrown) {
		const error = ApiError.from(thrown);
		if (!idempotencyKey) throw error;
		if (!unknown) openKeys.delete(idempotencyKey);
		else openKeys.set(idempotencyKey, true);
		throw unknown ? inDoubt(error) : error;
	}
}

/**
 * Sends a request, and once more where its signature was refused for the dates in it: with that answer the
 * difference of the clocks is known. A write that was refused so has not been carried out.
 */
async function sendDatedRight(...parts: Parameters<typeof send>): Promise<unknown> {
	try {
		return await send(...parts);
	} catch (thrown) {
		const error = ApiError.from(thrown);
		if (!error.mayBeTheClock) throw error;
		return await send(...parts);
	}
}

async function send(
	caller: Caller,
	request: ApiRequest,
	call: Sent,
	list: ListOptions | undefined,
	cancel: AbortSignal | undefined,
): Promise<unknown> {
	const timeout = request.timeoutMs ?? DEFAULT_TIMEOUT;
	// n8n's own timeout is one of silence, and not of a log-in before the request: what trickles would go
	// on for ever.
	const signal = AbortSignal.any([AbortSignal.timeout(timeout), ...(cancel ? [cancel] : [])]);
	const options = httpOptions(request, timeout, call.idempotencyKey);
	const carriesSignature = request.body !== undefined && 'signature' in request.body;
	const { expects, tap } = request;
	const sent: Sent = { ...call, expects, tap, options, carriesSignature };
	const response: Promise<RawResponse | ApiError> = caller.helpers.httpRequestWithAuthentication
		.call(caller, 'offBlocksApi', options)
		.then(
			(answer) => received(answer as RawResponse, sent),
			async (error: unknown) => await sendError(error, sent, signal),
		);
	try {
		const answer = await unlessAborted(response, signal);
		if (answer instanceof Error) throw answer;
		return await readResponse(answer, sent, signal, list);
	} catch (error) {
		if (cancel?.aborted) throw cancelled();
		throw connectionError(error, sent);
	}
}

/** The response, or at once the signal's reason; a response that comes too late is not left open. */
async function unlessAborted(
	response: Promise<RawResponse | ApiError>,
	signal: AbortSignal,
): Promise<RawResponse | ApiError> {
	let abort: (() => void) | undefined;
	const aborted = new Promise<never>((_, reject) => {
		abort = () => reject(signal.reason as Error);
		signal.addEventListener('abort', abort, { once: true });
		if (signal.aborted) abort();
	});
	// That it failed is said below; here it must only not count as unhandled.
	response.then((answer) => signal.aborted && discard(answer)).catch(() => undefined);
	return await Promise.race([response, aborted]).finally(() =>
		signal.removeEventListener('abort', abort!),
	);
}

function discard(late: RawResponse | ApiError): void {
	if (late instanceof Error) return;
	(late.body as { destroy?: () => void } | undefined)?.destroy?.();
}

/**
 * The URL is relative: only the credential knows the host. What is no 2xx n8n throws, which it must on a 401 to renew
 * the token, and with it comes the connection, by which a proxy's answer is told from the server's. The body comes
 * as a stream, so that a list need not be held whole and an endless error page is not read to its end.
 */
function httpOptions(
	{ method, path, body }: ApiRequest,
	timeout: number,
	idempotencyKey: string | undefined,
): IHttpRequestOptions {
	const options: IHttpRequestOptions = {
		method,
		url: path,
		headers: { accept: 'application/json' },
		encoding: 'stream',
		returnFullResponse: true,
		timeout,
	};
	if (idempotencyKey) options.headers!['idempotency-key'] = idempotencyKey;
	if (body) {
		options.headers!['content-type'] = 'application/json';
		options.body = Buffer.from(JSON.stringify(body));
	}
	return options;
}
