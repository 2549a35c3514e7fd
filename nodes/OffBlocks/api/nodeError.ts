import {
	NodeApiError,
	NodeOperationError,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import { ApiError } from './ApiError';
import { ParameterError } from './ParameterError';

/**
 * The error that n8n shows for an item. It is built from the details alone: what n8n's request helper
 * throws holds the whole request, and with it the token, and n8n stores errors with the execution.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	const item = itemIndex === undefined ? '' : ` [Item ${itemIndex}]`;
	if (error instanceof ApiError) {
		const { status, requestId } = error.details;
		// No `code` among these: n8n would put a text of its own in the place of the message.
		return new NodeApiError(node, { requestId } as JsonObject, {
			message: error.message + item,
			description: error.description,
			httpCode: status?.toString(),
			itemIndex,
		});
	}
	const { message } = error as Error;
	return new NodeOperationError(node, message + item, {
		description: error instanceof ParameterError ? error.description : undefined,
		itemIndex,
	});
}

/**
 * The item that stands for a failed one under "Continue (using error output)" and "Continue". n8n shows
 * what is in its `error` and `details`.
 *
 * @param onError the node's setting
 */
export function toErrorItem(
	error: unknown,
	itemIndex: number,
	onError?: INode['onError'],
): INodeExecutionData {
	const { message } = error as Error;
	const known = error instanceof ApiError || error instanceof ParameterError;
	const details = {
		...(known ? { advice: error.description } : {}),
		...(error instanceof ApiError ? error.details : {}),
	};
	const item = { json: { error: message, details }, pairedItem: { item: itemIndex } };
	return onError === 'continueErrorOutput' ? forErrorOutput(item, message) : item;
}

/**
 * n8n knows an item for the error output by its keys, older ones (2.8) only by an error object. That must
 * not be enumerable: n8n copies an item on its way there, and of one that still carries an error object
 * it drops the details.
 */
function forErrorOutput(item: INodeExecutionData, message: string): INodeExecutionData {
	return Object.defineProperty(item, 'error', { value: { message }, enumerable: false });
}
