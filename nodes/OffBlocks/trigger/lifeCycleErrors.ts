import type { IHookFunctions } from 'n8n-workflow';
import { ApiError } from '../api/ApiError';
import { toNodeError } from '../api/nodeError';
import { withRequestId } from '../api/response';

/**
 * Runs a life-cycle step. What fails is thrown in the API's words, as the error that n8n shows.
 *
 * @throws {NodeApiError} for what the API said, or did not say
 * @throws {NodeOperationError} for parameters and keys that cannot be used
 */
export async function runHook(
	context: IHookFunctions,
	step: (context: IHookFunctions) => Promise<boolean>,
): Promise<boolean> {
	try {
		return await step(context);
	} catch (error) {
		throw toNodeError(context.getNode(), inDoubtNoMore(error));
	}
}

/** The trigger has no idempotency key to set, and needs none: it finds what is there. */
function inDoubtNoMore(error: unknown): unknown {
	if (!(error instanceof ApiError && error.details.mayHaveTakenEffect)) return error;
	const advice = withRequestId(
		'Try again: a subscription that is there is found.',
		error.details.requestId,
	);
	return new ApiError(error.message, advice, error.details);
}
