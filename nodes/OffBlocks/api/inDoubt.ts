import QuickLRU from 'quick-lru';
import type { ApiError, FailureKind } from './ApiError';
import type { ApiRequest } from './types';

/** An idempotency key lives so long (vendor's docs, Idempotency). */
const HOUR = 3_600_000;

/**
 * Keys of writes of this process that ended with nobody knowing whether they were carried out. n8n's Retry On
 * Fail sends the same key once more, in a call that knows nothing of the one before.
 */
export const openKeys = new QuickLRU<string, true>({ maxSize: 10_000, maxAge: HOUR });

/**
 * Whether it is unknown, after one more failed attempt, if a write was carried out. After a 5xx or no answer a
 * refusal proves nothing: an account may have no room for a second card because of the first attempt. Only where
 * the thing does not exist at all can nothing have been done to it, unless it was to be ended.
 */
export function staysUnknown(
	{ kind, details }: ApiError,
	before: boolean,
	{ method }: ApiRequest,
): boolean {
	if (kind === 'notFound' && method !== 'DELETE') return false;
	return before || kind === 'cancelled' || details.mayHaveTakenEffect === true;
}

/** Answers that are about themselves: that something is in doubt is due to an attempt before them. */
const NOT_BY_ITSELF: readonly FailureKind[] = ['refused', 'notFound', 'slowDown', 'forbidden'];

/** A failure, in other words where it leaves open whether a write was carried out. */
export function inDoubt(error: ApiError): ApiError {
	if (error.kind === 'cancelled' || error.kind === 'notSent') return error;
	return error.with({
		message: NOT_BY_ITSELF.includes(error.kind)
			? `${error.message}; an attempt before it had no clear answer, so the write may or may not have been carried out`
			: `${error.message}, so the write may or may not have been carried out`,
		details: { mayHaveTakenEffect: true },
	});
}
