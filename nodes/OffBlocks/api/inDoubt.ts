import { ApiError, type FailureDetails } from './ApiError';
import { withRequestId } from './response';

/**
 * A failure, in other words where it leaves open whether a write was carried out: running the node again
 * by hand derives another key, so the one that was sent is named.
 */
export function inDoubt(error: ApiError): ApiError {
	const { details, retryAfter, transient } = error;
	if (!details.mayHaveTakenEffect) return error;
	return new ApiError(
		`${error.message}, so the write may or may not have been carried out`,
		withRequestId(repeatSafely(details), details.requestId),
		details,
		{ retryAfter, transient },
	);
}

/** How to repeat a write that may have been carried out already. */
export function repeatSafely({ idempotencyKey, code }: FailureDetails): string {
	return `Look the card up, or run it again with the same idempotency key: the API then does it once only. n8n's "Retry On Fail" does that by itself. A new execution, that of n8n's Retry button too, has other keys: for that, run this item alone with the option Idempotency Key set to ${idempotencyKey}, within the hour${code ? ` (${code})` : ''}.`;
}
