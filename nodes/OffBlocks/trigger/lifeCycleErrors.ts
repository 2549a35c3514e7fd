import { NodeApiError, type IHookFunctions, type JsonObject } from 'n8n-workflow';
import { ApiError } from '../api/ApiError';
import { withRequestId } from '../api/response';

/**
 * Runs a life-cycle step. What fails is thrown in the API's words, as the error that n8n shows: built from
 * the details alone, for the one of n8n's request helper holds the request, and with it the token.
 *
 * @throws {NodeApiError}
 */
export async function runHook(
	context: IHookFunctions,
	step: (context: IHookFunctions) => Promise<boolean>,
): Promise<boolean> {
	try {
		return await step(context);
	} catch (error) {
		const { message } = error as Error;
		const known = error instanceof ApiError ? error : undefined;
		const requestId = known?.details.requestId;
		throw new NodeApiError(context.getNode(), { requestId } as JsonObject, {
			message,
			// The trigger has no key to set, and needs none: it finds what is there.
			description: known?.details.mayHaveTakenEffect
				? withRequestId('Try again: a subscription that is there is found.', requestId)
				: known?.description,
			httpCode: known?.details.status?.toString(),
		});
	}
}
