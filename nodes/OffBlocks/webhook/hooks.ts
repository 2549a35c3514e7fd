import { NodeApiError, type IHookFunctions, type JsonObject } from 'n8n-workflow';
import { ApiError } from '../api/ApiError';

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
		throw new NodeApiError(
			context.getNode(),
			{ requestId: known?.details.requestId } as JsonObject,
			{
				message,
				description: known?.description,
				httpCode: known?.details.status?.toString(),
			},
		);
	}
}
