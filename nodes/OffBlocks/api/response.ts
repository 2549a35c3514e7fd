import { apiWords, excerpt } from '../shared/errorWords';
import { ApiError, type FailureDetails } from './ApiError';
import { NotAList, readList, readText, type ListOptions } from './body';

/** An answer as n8n's request helper gives it with `returnFullResponse`. */
export interface RawResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	/** A stream, or what n8n has read of it. */
	body: unknown;
	/** What the request carried and no error may show: an answer can echo it. */
	secrets?: readonly string[];
}

/** Error bodies are for people: more than this is not looked at. */
const MAX_ERROR_BYTES = 64 * 1024;

/** What a status means here and what to do about it. The API's own words are shown beside it. */
const STATUS: Record<number, [what: string, advice: string]> = {
	400: ['refused the request', 'Change what the message names and run the node again.'],
	401: [
		'did not accept the credential',
		'Open the credential: n8n then tests it. If that fails too: check that the Key ID belongs to this private key, that both belong to the chosen environment, and that an access token of your own has not run out.',
	],
	403: ['does not allow this', 'Ask OffBlocks whether these API credentials may do it.'],
	404: [
		'does not know what this item asks for',
		'Check the ID, and that it belongs to the environment of the credential: sandbox and production do not share cards or accounts.',
	],
	409: ['is still working on this very request', 'Wait a few seconds and run the node again.'],
	422: [
		'has seen this idempotency key with another request',
		'Use a key of its own for each card and operation, or leave the option Idempotency Key empty. A key can be used again for something else after an hour.',
	],
	429: [
		'is asking to slow down',
		'Run the node again later, or set the option Requests per Second or a lower Concurrency.',
	],
};

/**
 * The JSON of a 2xx answer; undefined for 204.
 *
 * @param list given where the answer is a list, of which only some is wanted
 * @throws {ApiError} for every other status, and for a body that is not the JSON it should be
 */
export async function readResponse(
	response: RawResponse,
	sent: FailureDetails,
	signal: AbortSignal,
	list?: ListOptions,
): Promise<unknown> {
	const { statusCode: status, body } = response;
	if (status < 200 || status > 299) throw await httpError(response, sent, signal);
	if (list) return await readList(body, signal, list).catch(unreadable(response, sent));
	const text = await readText(body, signal);
	if (status === 204) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch (error) {
		return unreadable(response, sent, text)(error);
	}
}

/** Turns a failed parse into the user's error; a broken connection stays what it is. */
function unreadable(
	response: RawResponse,
	sent: FailureDetails,
	text = '',
): (error: unknown) => never {
	return (error) => {
		if (!(error instanceof SyntaxError)) throw error;
		const beginning = error instanceof NotAList ? error.start : text;
		const isObject = error instanceof NotAList && /^\s*\{/.test(beginning);
		const shown = isObject
			? anObject(parse(beginning), response.secrets)
			: oddBody(beginning, response.secrets);
		throw new ApiError(
			`OffBlocks answered ${response.statusCode} with something that is not the expected JSON: ${shown}`,
			'A proxy between n8n and OffBlocks, or a wrong Base URL in the credential, can be the cause.',
			{
				...sent,
				status: response.statusCode,
				requestId: requestId(response),
				...(sent.idempotencyKey ? { mayHaveTakenEffect: true } : {}),
			},
			// An object in the place of a list is what the server means to say.
			{ transient: !isObject },
		);
	};
}

function anObject(json: unknown, secrets: RawResponse['secrets']): string {
	const words = apiWords(json, secrets);
	return `an object, not a list${words ? ` (${words})` : ''}`;
}

function oddBody(beginning: string, secrets: RawResponse['secrets']): string {
	return /^\s*[[{]/.test(beginning) ? 'it is cut off or malformed' : excerpt(beginning, secrets);
}

/** The error for an answer that is not 2xx, with the API's own words. */
export async function httpError(
	response: RawResponse,
	sent: FailureDetails,
	signal: AbortSignal,
): Promise<ApiError> {
	const { statusCode: status } = response;
	const text = await readText(response.body, signal, MAX_ERROR_BYTES).catch(() => '');
	const json = parse(text);
	const apiMessage = apiWords(json, response.secrets) ?? apiWords(text, response.secrets);
	const id = requestId(response, json);
	const [what, advice] = STATUS[status] ?? other(status);
	// 409: an attempt before this one is being carried out.
	const unknown = status >= 500 || status === 408 || status === 409;
	const doubtful = sent.idempotencyKey !== undefined && unknown;
	return new ApiError(
		`OffBlocks ${what} (${status}${apiMessage ? `: ${apiMessage}` : ''})`,
		withRequestId(advice, id),
		{
			...sent,
			status,
			apiMessage,
			requestId: id,
			...(doubtful ? { mayHaveTakenEffect: true } : {}),
		},
		{
			transient: unknown || status === 429,
			retryAfter: retryAfter(response.headers['retry-after']),
		},
	);
}

/** Advice, and what the API's support will ask for. */
export function withRequestId(advice: string, id?: string): string {
	return id ? `${advice} Request ID for the support of OffBlocks: ${id}` : advice;
}

function other(status: number): [string, string] {
	if (status >= 500 || status === 408) {
		return ['had a problem of its own', 'Run the node again in a moment.'];
	}
	if (status >= 300 && status < 400) {
		return [
			'answered with a redirect, which is not followed because a signature holds for one address only',
			'Check the Base URL of the credential.',
		];
	}
	return ['refused the request', 'Change what the message names and run the node again.'];
}

/** Milliseconds of a Retry-After header: seconds or an HTTP date (RFC 9110 §10.2.3). */
function retryAfter(value: unknown): number | undefined {
	if (typeof value !== 'string' || !value.trim()) return undefined;
	if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
	// V8 takes "1.5" and "-1" for dates too.
	const date = /^[a-z]/i.test(value.trim()) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function requestId({ headers }: RawResponse, json?: unknown): string | undefined {
	const header = headers['x-request-id'] ?? headers['request-id'];
	const field = (json as { requestId?: unknown } | null | undefined)?.requestId;
	const id = header ?? field;
	return typeof id === 'string' && id ? id.slice(0, 100) : undefined;
}

/** The JSON of a text, undefined where it is none. */
function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
