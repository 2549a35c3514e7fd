import { apiWords, excerpt } from '../shared/errorWords';
import { ApiError, type FailureDetails, type FailureKind } from './ApiError';
import { readText } from './body';
import { foreign, type Foreign } from './foreign';
import type { RawResponse } from './RawResponse';
import { detailsOf, secretsOf, type Sent } from './Sent';
import { compareClocks, isSignatureRefusal, keyIdOf } from './signatureRefusal';

/** Error bodies are for people: more than this is not looked at. */
const MAX_ERROR_BYTES = 64 * 1024;

/** How the message about an answer of OffBlocks begins. The status and the API's own words follow in brackets. */
const WHAT: Partial<Record<FailureKind, string>> = {
	refused: 'OffBlocks refused the request',
	signatureRefused: 'OffBlocks refused the signature',
	notAuthorised: 'OffBlocks did not accept the credential',
	forbidden: 'OffBlocks does not allow this',
	notFound: 'Not found at OffBlocks',
	conflict: 'OffBlocks refused the request',
	keyInFlight: 'OffBlocks still reports a conflict',
	keyReused: 'OffBlocks has already received this idempotency key with a different request',
	slowDown: 'OffBlocks is asking to slow down',
	serverTrouble: 'Internal error at OffBlocks',
};

const TIMED_OUT = 'OffBlocks gave up waiting for the request';

/** The error for an answer that is not 2xx, with the API's own words. */
export async function httpError(
	response: RawResponse,
	sent: Sent,
	signal: AbortSignal,
): Promise<ApiError> {
	const { statusCode: status, headers } = response;
	const secrets = secretsOf(sent);
	const text = await readText(response.body, signal, MAX_ERROR_BYTES).catch(() => '');
	const json = parse(text);
	const apiMessage = apiWords(json, secrets) ?? apiWords(text, secrets);
	const other = foreign(response, sent, text);
	const kind = other ? 'notOffBlocks' : kindOf(status, apiMessage, sent);
	const clocks = status === 400 || status === 401 ? compareClocks(response, sent) : undefined;
	const isSignature = kind === 'signatureRefused';
	const aside = isSignature ? { keyId: keyIdOf(sent), clockAhead: clocks?.ahead } : {};
	const clockIsOff =
		kind === 'notAuthorised' && clocks?.explain ? { clockAhead: clocks.ahead } : {};
	return new ApiError(
		kind,
		`${other?.what ?? (status === 408 ? TIMED_OUT : WHAT[kind])} (${status}${apiMessage ? `: ${apiMessage}` : ''})`,
		{
			...detailsOf(sent),
			status,
			apiMessage,
			requestId: requestId(response, sent, json),
			...aside,
			...clockIsOff,
			...doubt(kind, status, sent, other),
		},
		{
			transient: isTransient(kind, status, other),
			retryAfter: retryAfter(headers['retry-after']),
			mayBeTheClock: (isSignature || kind === 'notAuthorised') && clocks?.explain,
		},
	);
}

function kindOf(status: number, words: string | undefined, sent: Sent): FailureKind {
	if (isSignatureRefusal(status, words, sent)) return 'signatureRefused';
	if (status === 401) return 'notAuthorised';
	if (status === 403) return 'forbidden';
	if (status === 404) return 'notFound';
	if (status === 409) return mayBeInFlight(sent) ? 'keyInFlight' : 'conflict';
	if (status === 422 && sent.idempotencyKey) return 'keyReused';
	if (status === 429) return 'slowDown';
	return status >= 500 || status === 408 ? 'serverTrouble' : 'refused';
}

/** Under a fresh key there can be nothing of ours that a first attempt could meet. */
function mayBeInFlight({ keyIsUsers, unknownBefore }: Sent): boolean {
	return keyIsUsers === true || unknownBefore === true;
}

/** Whether a write may have been carried out, by this attempt or the one it met. */
function doubt(
	kind: FailureKind,
	status: number,
	{ idempotencyKey, keyIsUsers }: Sent,
	other: Foreign | undefined,
): Pick<FailureDetails, 'mayHaveTakenEffect'> {
	const isOpen =
		kind === 'serverTrouble' ||
		kind === 'keyInFlight' ||
		// A key of ours was never used for another write: it was this one, with other values.
		(kind === 'keyReused' && !keyIsUsers) ||
		(other !== undefined && !other.neverLeft && status >= 500);
	return idempotencyKey !== undefined && isOpen ? { mayHaveTakenEffect: true } : {};
}

function isTransient(kind: FailureKind, status: number, other: Foreign | undefined): boolean {
	if (other) return status >= 500 || status === 429 || status === 408;
	return kind === 'serverTrouble' || kind === 'keyInFlight' || kind === 'slowDown';
}

/** Milliseconds of a Retry-After header: seconds or an HTTP date (RFC 9110 §10.2.3). */
function retryAfter(value: unknown): number | undefined {
	if (typeof value !== 'string' || !value.trim()) return undefined;
	if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
	// V8 takes "1.5" and "-1" for dates too.
	const date = /^[a-z]/i.test(value.trim()) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** The API's id of a request, which can echo what it likes, as all it says. */
export function requestId(
	{ headers }: RawResponse,
	sent: Sent,
	json?: unknown,
): string | undefined {
	const header = headers['x-request-id'] ?? headers['request-id'];
	const { requestId: own, error } = (json ?? {}) as { requestId?: unknown; error?: unknown };
	const nested = (error as { requestId?: unknown } | null | undefined)?.requestId;
	const id = header ?? own ?? nested;
	return typeof id === 'string' && id.trim()
		? excerpt(id, secretsOf(sent)).slice(0, 100)
		: undefined;
}

/** The JSON of a text, undefined where it is none. */
function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
