import { ApiError, type FailureDetails } from './ApiError';
import { cancelled } from './cancelled';
import { received } from './received';
import { httpError } from './refusal';
import { detailsOf, type Sent } from './Sent';

/** What n8n wraps around the reason why there is no answer that it let through. */
interface Wrapped {
	message?: string;
	description?: string | null;
	/** The two parts of a message of the credential's own: what happened, and what to do. */
	headline?: string;
	advice?: string;
	/** Set by the credential where its log-in may do better on a second try. */
	transient?: boolean;
	cause?: Cause;
	/** A status, or Node's code of a connection that failed. */
	httpCode?: string | null;
	/** The words of what was wrapped. */
	messages?: string[];
	/** With the body, which here is the stream of the answer. */
	context?: { data?: unknown };
}

type Cause = Wrapped & {
	code?: string;
	isAxiosError?: boolean;
	request?: { socket?: unknown };
	response?: { status: number; headers?: Record<string, unknown>; data?: unknown };
};

/** The stream of an answer, as far as it is looked at. */
interface Incoming {
	headers?: Record<string, unknown>;
	socket?: unknown;
}

/**
 * What n8n's request helper threw, as the user's error: a 401, a failed connection, or the credential's
 * own words about a key that cannot be used, a secret that was refused, another host.
 */
export async function sendError(
	error: unknown,
	sent: Sent,
	signal: AbortSignal,
): Promise<ApiError> {
	const { message, description } = error as Wrapped;
	const cause = causeOf(error as Wrapped);
	if (cause?.response) {
		const { status: statusCode, headers = {}, data: body } = cause.response;
		const { socket } = cause.request ?? {};
		const answer = received({ statusCode, headers, body, socket }, sent);
		return await httpError(answer, sent, signal);
	}
	if (cause?.isAxiosError) return connectionError(cause, sent);
	return new ApiError(
		'credential',
		cause?.headline ?? cause?.message ?? message ?? 'The request could not be sent',
		{},
		{
			transient: cause?.transient === true,
			advice: cause?.advice ?? cause?.description ?? description ?? undefined,
		},
	);
}

/** n8n 2.8 drops the cause: what is left of it is its code, its words and the answer's stream. */
function causeOf({ cause, httpCode, messages, context }: Wrapped): Cause | undefined {
	if (cause || !httpCode) return cause;
	const status = Number(httpCode);
	if (!status) return { isAxiosError: true, code: httpCode, message: messages?.[0] };
	const data = context?.data;
	const { headers, socket } = (data ?? {}) as Incoming;
	return { isAxiosError: true, response: { status, headers, data }, request: { socket } };
}

/** Codes of connections that never came about, so that the request cannot have arrived. */
const NO_CONNECTION =
	/^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ERR_INVALID_URL)$/;

/** Codes of a server that cannot show who it is, or speaks no TLS; it will not be able to a second later. */
const NO_TRUST =
	/^(CERT_|CRL_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO$|ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|PACKET_LENGTH_TOO_LONG|TLSV1_ALERT_PROTOCOL_VERSION|SSLV3_ALERT_HANDSHAKE_FAILURE|TLSV1_UNRECOGNIZED_NAME)$)/;

/** Words of Node.js and of n8n's proxy agent about a connection that broke off before anything was sent over it. */
const NOT_SET_UP =
	/before secure TLS connection was established|Proxy connection (ended|timed out)/i;

/** A connection that failed, before or while the answer was read; an ApiError stays what it is. */
export function connectionError(error: unknown, sent: Sent): ApiError {
	if (error instanceof ApiError) return error;
	const open: FailureDetails = sent.idempotencyKey ? { mayHaveTakenEffect: true } : {};
	if (isMistake(error)) {
		return ApiError.from(error).with({ details: { ...detailsOf(sent), ...open } });
	}
	const code = codeOf(error);
	const details: FailureDetails = { ...detailsOf(sent), code };
	if (code === 'ERR_CANCELED') return cancelled();
	const untrusted = NO_TRUST.test(code);
	if (untrusted || NO_CONNECTION.test(code) || neverBegan(error)) {
		return new ApiError('unreachable', 'OffBlocks could not be reached', details, {
			transient: !untrusted,
			advice: untrusted
				? `Nothing was sent. The server at this address could not prove that it is OffBlocks. The cause may be a proxy that inspects traffic, or a wrong Base URL in the credential (${code}).`
				: undefined,
		});
	}
	const happened =
		code === 'ETIMEDOUT' || code === 'ECONNABORTED'
			? 'took too long to answer'
			: 'closed the connection before the response was complete';
	return new ApiError(
		'noAnswer',
		`OffBlocks ${happened}`,
		{ ...details, ...open },
		{ transient: true },
	);
}

/** A mistake in a program, which has no code of Node.js: it says nothing about the connection. */
function isMistake(error: unknown): boolean {
	const isProgramming =
		error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
	return isProgramming && !('code' in error) && error.cause === undefined;
}

/** Whether a connection broke off while it was being made, whatever its code. */
function neverBegan(error: unknown): boolean {
	const { message, syscall, cause } = error as {
		message?: string;
		syscall?: string;
		cause?: unknown;
	};
	if (syscall === 'connect' || NOT_SET_UP.test(String(message).slice(0, 500))) return true;
	return cause instanceof Error && (cause as { syscall?: string }).syscall === 'connect';
}

/** Node's code of an error; aborting has none of its own: a timeout is one, anything else the user's wish. */
function codeOf(error: unknown): string {
	const { code, name } = error as { code?: unknown; name?: string };
	if (name === 'TimeoutError') return 'ETIMEDOUT';
	if (name === 'AbortError' || name === 'CanceledError') return 'ERR_CANCELED';
	return typeof code === 'string' ? code : 'unknown reason';
}
