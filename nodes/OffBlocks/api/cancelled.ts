import { ApiError } from './ApiError';

/** The error of a call that was given up because the execution was cancelled. */
export function cancelled(): ApiError {
	return new ApiError(
		'The execution was cancelled',
		'What had been sent before may have been carried out.',
		{ code: 'ERR_CANCELED' },
	);
}

/** The error of a call that never began, because the run was stopped before its turn came. */
export function notSent(): ApiError {
	return new ApiError('This item was not sent', 'The run was stopped before its turn came.', {
		code: NOT_SENT,
	});
}

const NOT_SENT = 'NOT_SENT';

export function isNotSent(error: unknown): boolean {
	return error instanceof ApiError && error.details.code === NOT_SENT;
}
