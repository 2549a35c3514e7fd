/** What went wrong, as far as it decides what to do next; `advice.ts` turns it into words. */
export type FailureKind =
	/** 400 and other 4xx: the request itself. */
	| 'refused'
	/** 400 or 401 that speaks of the signature, its digest or its key. */
	| 'signatureRefused'
	/** 401 otherwise: the token, or no words at all. */
	| 'notAuthorised'
	| 'forbidden'
	| 'notFound'
	/** 409 where nothing of ours can be under way: the entity's state, or one that is there already. */
	| 'conflict'
	/** 409 that can mean an earlier attempt with the same key. */
	| 'keyInFlight'
	/** 422 of a write: its key was used with another payload. */
	| 'keyReused'
	| 'slowDown'
	/** 5xx, 408. */
	| 'serverTrouble'
	/** The connection broke off, or took too long. */
	| 'noAnswer'
	/** There was no connection, so that nothing was sent. */
	| 'unreachable'
	/** A proxy, a gateway or another server answered. */
	| 'notOffBlocks'
	/** 2xx, but not with what was asked for. */
	| 'unexpectedAnswer'
	/** The credential could not log in or sign. */
	| 'credential'
	/** A tool that a person keeps to certain accounts was to reach others. */
	| 'outside'
	| 'cancelled'
	| 'notSent'
	| 'unforeseen';

/** What is known of a failed call; all of it may be shown to the user. */
export interface FailureDetails {
	/** HTTP status; absent where there was no answer. */
	status?: number;
	/** The API's own words. */
	apiMessage?: string;
	/** The API's id of the request, for its support. */
	requestId?: string;
	/** Node.js error code of a failed connection, e.g. ECONNRESET. */
	code?: string;
	/** The key the write was sent with. */
	idempotencyKey?: string;
	/** The status of the thing that a change was refused for. */
	currentStatus?: string;
	/** The id of what the write made, where something went wrong with it only afterwards. */
	createdId?: string;
	/** True where nobody knows whether a write was carried out. */
	mayHaveTakenEffect?: true;
	/** Of a signature that was refused: the key id that it names. */
	keyId?: string;
	/** Seconds by which the clock of this machine is ahead of the API's (negative: behind), where that was asked. */
	clockAhead?: number;
	/** How often it was tried, where more than once, and over how many seconds. */
	attempts?: number;
	seconds?: number;
}

/** What is to be said about trying again, and what of the advice only the thrower knows. */
export interface FailureHints {
	transient?: boolean;
	retryAfter?: number;
	/** Of a signature that was refused: whether the dates in it were wrong by the API's clock. */
	mayBeTheClock?: boolean;
	/** Takes the place of the advice that belongs to the kind. */
	advice?: string;
}

/**
 * A call of the API that failed: `message` says what happened. What to do next depends on who called, and is
 * `adviceFor(error, surface)`.
 */
export class ApiError extends Error {
	override readonly name = 'ApiError';

	readonly kind: FailureKind;

	readonly details: FailureDetails;

	readonly advice?: string;

	/** Whether the signature was refused for its dates, which the next one can have right. */
	readonly mayBeTheClock: boolean;

	/** Milliseconds that the API asked to wait before the next attempt. */
	readonly retryAfter?: number;

	/** Whether the same request may do better on a second try. */
	readonly transient: boolean;

	constructor(
		kind: FailureKind,
		message: string,
		details: FailureDetails = {},
		hints: FailureHints = {},
	) {
		super(message);
		this.kind = kind;
		this.details = details;
		this.advice = hints.advice;
		this.mayBeTheClock = hints.mayBeTheClock ?? false;
		this.retryAfter = hints.retryAfter;
		this.transient = hints.transient ?? false;
	}

	/** The same failure, with more known of it. */
	with(change: { message?: string; details?: FailureDetails; advice?: string }): ApiError {
		const details = { ...this.details, ...change.details };
		return new ApiError(this.kind, change.message ?? this.message, details, {
			transient: this.transient,
			retryAfter: this.retryAfter,
			advice: change.advice ?? this.advice,
			mayBeTheClock: this.mayBeTheClock,
		});
	}

	/** Something unforeseen as an ApiError, in its own words. */
	static from(error: unknown): ApiError {
		if (error instanceof ApiError) return error;
		return new ApiError(
			'unforeseen',
			error instanceof Error ? error.message : 'An unexpected error occurred',
		);
	}
}
