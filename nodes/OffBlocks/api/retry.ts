import { ApiError } from './ApiError';
import { isNotSent, notSent } from './cancelled';
import type { Pace } from './Pace';
import { wait } from './wait';

/** How often and how long a call is tried. */
export interface RetryPolicy {
	/** Attempts after the first, 0–10. */
	maxRetries: number;
	/** Milliseconds from the first attempt; no new attempt begins after that. */
	deadline: number;
	/** Shared by all calls of a run. */
	pace: Pace;
	/** Aborts when no further attempt is to begin; what is under way goes on. */
	stop?: AbortSignal;
	/** Aborts when the execution is cancelled: nothing is waited for any more. */
	cancel?: AbortSignal;
}

const BASE_DELAY = 500;
const MAX_DELAY = 30_000;
/** Longest wait that the API's Retry-After is granted. */
const MAX_RETRY_AFTER = 60_000;

/**
 * Milliseconds before the next attempt: what Retry-After says up to a cap, else exponential backoff with
 * full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"). Without jitter where our own first
 * attempt is still being carried out (409): it needs the time, and no other caller is to be kept apart from.
 *
 * @param attempt number of the attempt that failed, from 1
 */
export function retryDelay(error: ApiError, attempt: number, random = Math.random): number {
	if (error.retryAfter !== undefined) return Math.min(error.retryAfter, MAX_RETRY_AFTER);
	const bound = Math.min(MAX_DELAY, BASE_DELAY * 2 ** (attempt - 1));
	return error.kind === 'keyInFlight' ? bound : random() * bound;
}

/**
 * Calls `attempt` until it succeeds, or there is no point in going on.
 *
 * @throws {ApiError} the last failure; after several attempts it says how many, and over how long.
 * `notSent()` where there was no attempt.
 */
export async function withRetries<T>(attempt: () => Promise<T>, policy: RetryPolicy): Promise<T> {
	const { maxRetries, deadline, pace, stop } = policy;
	let failure: Failure | undefined;
	for (let attempts = 1; ; attempts++) {
		let started = failure?.started;
		let delay = 0;
		try {
			return await pace.turn(attempts - 1, async () => {
				started ??= Date.now();
				if (Date.now() - started > deadline) throw notSent();
				try {
					return await attempt();
				} catch (thrown) {
					const error = ApiError.from(thrown);
					delay = retryDelay(error, attempts);
					if (slowsDown(error)) pace.pause(delay);
					throw error;
				}
			});
		} catch (thrown) {
			const error = thrown as ApiError;
			if (isNotSent(error)) throw failure ? gaveUp(failure) : error;
			failure = { error, attempts, started: started! };
			const tooLate = Date.now() + delay - failure.started > deadline;
			if (!error.transient || attempts > maxRetries || tooLate) throw gaveUp(failure);
			if (!slowsDown(error)) await wait(delay, stop);
		}
	}
}

/** Whether the API means all requests, not this one alone. */
function slowsDown(error: ApiError): boolean {
	return error.details.status === 429 || error.retryAfter !== undefined;
}

interface Failure {
	/** Of the last attempt. */
	error: ApiError;
	attempts: number;
	/** When the first attempt began (Unix ms). */
	started: number;
}

function gaveUp({ error, attempts, started }: Failure): ApiError {
	if (attempts === 1) return error;
	const seconds = Math.round((Date.now() - started) / 100) / 10;
	return error.with({
		message: `${error.message}, after ${attempts} attempts in ${seconds} s`,
		details: { attempts, seconds },
	});
}
