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
	/** The status in which a card turned out to be that a change was refused for. */
	cardStatus?: string;
	/** True where nobody knows whether a write was carried out. */
	mayHaveTakenEffect?: true;
	/** How often it was tried, where more than once, and over how many seconds. */
	attempts?: number;
	seconds?: number;
}

/** What is to be said about trying again. */
export interface NextTry {
	transient?: boolean;
	retryAfter?: number;
}

/** A call of the API that failed: `message` says what happened, `description` what to do next. */
export class ApiError extends Error {
	override readonly name = 'ApiError';

	readonly description: string;

	readonly details: FailureDetails;

	/** Milliseconds that the API asked to wait before the next attempt. */
	readonly retryAfter?: number;

	/** Whether the same request may do better on a second try. */
	readonly transient: boolean;

	constructor(message: string, description: string, details: FailureDetails, next: NextTry = {}) {
		super(message);
		this.description = description;
		this.details = details;
		this.retryAfter = next.retryAfter;
		this.transient = next.transient ?? false;
	}

	/** Something unforeseen as an ApiError, in its own words. */
	static from(error: unknown): ApiError {
		if (error instanceof ApiError) return error;
		return new ApiError(
			error instanceof Error ? error.message : 'Something unforeseen went wrong',
			'If this stays, please report it with what you did before.',
			{},
		);
	}
}
