import { ApiError } from './ApiError';

/** The error of a call that was given up because the execution was cancelled. */
export function cancelled(): ApiError {
	return new ApiError('cancelled', 'The execution was cancelled', { code: 'ERR_CANCELED' });
}

/** The error of a call that never began, because the run was stopped before its turn came. */
export function notSent(): ApiError {
	return new ApiError('notSent', 'This item was not sent', { code: 'NOT_SENT' });
}

export function isNotSent(error: unknown): boolean {
	return error instanceof ApiError && error.kind === 'notSent';
}
