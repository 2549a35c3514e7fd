import QuickLRU from 'quick-lru';
import type { ApiError, FailureKind } from './ApiError';

/** An idempotency key lives so long (vendor's docs, Idempotency). */
const HOUR = 3_600_000;

/**
 * Keys of writes of this process that ended with nobody knowing whether they were carried out. n8n's Retry On
 * Fail sends the same key once more, in a call that knows nothing of the one before.
 */
export const openKeys = new QuickLRU<string, true>({ maxSize: 10_000, maxAge: HOUR });

/** A refusal of the same key and payload settles that no attempt before it did anything. */
const SETTLED: readonly FailureKind[] = ['refused', 'notFound', 'conflict'];

/** Whether it is unknown, after one more failed attempt, if a write was carried out. */
export function staysUnknown({ kind, details }: ApiError, before: boolean): boolean {
	if (SETTLED.includes(kind)) return false;
	return before || kind === 'cancelled' || details.mayHaveTakenEffect === true;
}

/** A failure, in other words where it leaves open whether a write was carried out. */
export function inDoubt(error: ApiError): ApiError {
	if (error.kind === 'cancelled' || error.kind === 'notSent') return error;
	return error.with({
		message: `${error.message}, so the write may or may not have been carried out`,
		details: { mayHaveTakenEffect: true },
	});
}
