import type { IHookFunctions } from 'n8n-workflow';
import { toNodeError } from '../api/nodeError';

/**
 * Runs a life-cycle step. What fails is thrown in the API's words, as the error that n8n shows.
 *
 * @throws {NodeApiError | NodeOperationError}
 */
export async function runHook(
	context: IHookFunctions,
	step: (context: IHookFunctions) => Promise<boolean>,
): Promise<boolean> {
	try {
		return await step(context);
	} catch (error) {
		throw toNodeError(context.getNode(), error, undefined, 'trigger');
	}
}
