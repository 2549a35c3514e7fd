import { ApiError, type FailureDetails } from './ApiError';
import { cancelled } from './cancelled';
import { httpError } from './response';

/** What n8n wraps around the reason why there is no answer that it let through. */
interface Wrapped {
	message?: string;
	description?: string | null;
	/** The two parts of a message of the credential's own: what happened, and what to do. */
	headline?: string;
	advice?: string;
	/** Set by the credential where its log-in may do better on a second try. */
	transient?: boolean;
	cause?: Wrapped & {
		code?: string;
		isAxiosError?: boolean;
		response?: { status: number; headers?: Record<string, unknown>; data?: unknown };
	};
}

/**
 * What n8n's request helper threw, as the user's error: a 401, a failed connection, or the credential's
 * own words about a key that cannot be used, a secret that was refused, another host.
 *
 * @param secrets what the request carried and no error may show
 */
export async function sendError(
	error: unknown,
	sent: FailureDetails,
	signal: AbortSignal,
	secrets: readonly string[],
): Promise<ApiError> {
	const { cause, message, description } = error as Wrapped;
	if (cause?.response) {
		const { status: statusCode, headers = {}, data: body } = cause.response;
		return await httpError({ statusCode, headers, body, secrets }, sent, signal);
	}
	if (cause?.isAxiosError) return connectionError(cause, sent);
	return new ApiError(
		cause?.headline ?? cause?.message ?? message ?? 'The request could not be sent',
		cause?.advice ??
			cause?.description ??
			description ??
			'Open the OffBlocks credential: n8n then tests it.',
		{},
		{ transient: cause?.transient === true },
	);
}

/** Codes of connections that never came about, so that the request cannot have arrived. */
const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/;

/** Codes of a server that cannot show who it is; it will not be able to a second later. */
const NO_TRUST = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** A connection that failed, before or while the answer was read; an ApiError stays what it is. */
export function connectionError(error: unknown, sent: FailureDetails): ApiError {
	if (error instanceof ApiError) return error;
	const code = codeOf(error);
	const details = { ...sent, code };
	if (code === 'ERR_CANCELED') return cancelled();
	const untrusted = NO_TRUST.test(code);
	if (untrusted || NO_CONNECTION.test(code)) {
		return new ApiError(
			'OffBlocks could not be reached',
			`Check the environment or Base URL of the credential, and that this n8n may connect to it (${code}).`,
			details,
			{ transient: !untrusted },
		);
	}
	const happened =
		code === 'ETIMEDOUT' || code === 'ECONNABORTED'
			? 'took too long to answer'
			: 'closed the connection without a whole answer';
	return new ApiError(
		`OffBlocks ${happened}`,
		`Run the node again; the options Timeout and Max Retries say how long and how often it tries (${code}).`,
		{ ...details, ...(sent.idempotencyKey ? { mayHaveTakenEffect: true } : {}) },
		{ transient: true },
	);
}

/** Node's code of an error; aborting has none of its own: a timeout is one, anything else the user's wish. */
function codeOf(error: unknown): string {
	const { code, name } = error as { code?: unknown; name?: string };
	if (name === 'TimeoutError') return 'ETIMEDOUT';
	if (name === 'AbortError' || name === 'CanceledError') return 'ERR_CANCELED';
	return typeof code === 'string' ? code : 'unknown reason';
}
