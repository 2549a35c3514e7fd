import type { Verification } from '../auth/verification.mts';
import type { Settings } from '../settings.mts';

/** One field of the request and what is wrong with it. */
export interface Detail {
	/** Path with dots, e.g. `billingAddress.city`. */
	field: string;
	message: string;
}

/** An answer other than success, with the sentence the client is shown. */
export class ApiError extends Error {
	readonly status: number;
	readonly code: string;
	readonly details: readonly Detail[];

	/**
	 * @param status HTTP status
	 * @param code snake_case name for the body's `error`
	 * @param message one sentence: what is wrong and, where it helps, what to do
	 * @param details the fields at fault, where there are some
	 */
	constructor(status: number, code: string, message: string, details: readonly Detail[] = []) {
		super(message);
		this.name = 'ApiError';
		this.status = status;
		this.code = code;
		this.details = details;
	}
}

/** @param field the one field at fault, with dots: `billingAddress.city` */
export const badRequest = (message: string, code = 'invalid_request', field?: string) =>
	new ApiError(400, code, message, field === undefined ? [] : [{ field, message }]);
export const unauthorised = (message: string, code = 'unauthorised') =>
	new ApiError(401, code, message);
/** The vendor's words: `Card not found`. */
export const notFound = (what: string) => new ApiError(404, 'not_found', `${what} not found`);
/** @param message the vendor's words, e.g. `Invalid state transition` */
export const conflict = (code: string, message: string) => new ApiError(409, code, message);

/** Something is to be made under an id that is taken. @param what e.g. `card` */
export const taken = (what: string, id: string) =>
	conflict(
		'id_taken',
		`The ${what} ${id} exists already. PATCH /_sandbox/${what}s/${id} changes it.`,
	);

/** The bearer token did not verify: JSON in every setting. */
export class TokenError extends ApiError {
	constructor(code: string, message: string) {
		super(401, code, message);
	}
}

/** Which part of a signature did not verify; `mismatch` is a key of another pair, or a request changed under way. */
export type RefusalReason =
	| 'missing_header'
	| 'malformed'
	| 'parameter'
	| 'component'
	| 'clock'
	| 'unknown_key'
	| 'mismatch'
	| 'digest';

/** The request's signature or digest did not verify. The client is told as little as `signatureRefusal` says. */
export class SignatureRefusal extends ApiError {
	readonly reason: RefusalReason;
	/** How it was looked at, in the JSON variant of the answer. */
	verification: Verification | undefined;

	constructor(reason: RefusalReason, message: string) {
		super(401, reason === 'digest' ? 'invalid_digest' : 'invalid_signature', message);
		this.reason = reason;
	}
}

/** What is known of an error, whatever its shape on the wire; stored with an idempotency key. */
export interface ErrorFacts {
	error: string;
	message: string;
	requestId: string;
	details: readonly Detail[];
}

export function factsOf({ code, message, details }: ApiError, requestId: string): ErrorFacts {
	return { error: code, message, requestId, details };
}

/** An error as it goes out: without a body `type` is undefined and `text` ''. */
export interface WireError {
	type: string | undefined;
	text: string;
}

const json = (value: unknown): WireError => ({
	type: 'application/json; charset=utf-8',
	text: JSON.stringify(value),
});
const plain = (text: string): WireError => ({ type: 'text/plain; charset=utf-8', text });

/** The default shape, by which errors are held against `openapi.yaml`. */
export const plainBody = ({ error, message, requestId }: ErrorFacts) => ({
	error,
	message,
	requestId,
});

/** An error body in one of the shapes that the vendor may have; it documents none. */
export function errorBody(shape: Settings['errorBody'], facts: ErrorFacts): WireError {
	const { error, message, details } = facts;
	switch (shape) {
		case 'message':
			return json(plainBody(facts));
		case 'text':
			return plain(message);
		case 'empty':
			return { type: undefined, text: '' };
		case 'nested':
			return json({ error: { code: error, message, details } });
	}
}

/** Word for word what the vendor's library says (OffBlocks/httpsig, middleware.go). */
export const REFUSED_SIGNATURE = 'invalid required signature';

/** An error's status and body under the settings. */
export function wireError(
	settings: Pick<Settings, 'errorBody' | 'signatureRefusal'>,
	error: ApiError,
	requestId: string,
): WireError & { status: number } {
	if (error instanceof SignatureRefusal && settings.signatureRefusal === 'text400') {
		return { status: 400, ...plain(REFUSED_SIGNATURE) };
	}
	if (error instanceof SignatureRefusal && settings.errorBody !== 'nested') {
		const { verification } = error;
		return {
			status: error.status,
			...json({ ...plainBody(factsOf(error, requestId)), ...(verification && { verification }) }),
		};
	}
	const shape =
		error instanceof TokenError && settings.errorBody !== 'nested' ? 'message' : settings.errorBody;
	return { status: error.status, ...errorBody(shape, factsOf(error, requestId)) };
}
