import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { callApi } from '../api/client';
import { toNodeError } from '../api/nodeError';

/**
 * Walks through the list at a path of the API as it arrives; of a long list no more is held than what
 * `visit` keeps.
 *
 * @throws {NodeApiError} in words that the editor can show below the field
 */
export async function collect(
	context: ILoadOptionsFunctions,
	path: string,
	visit: (element: unknown) => void,
): Promise<void> {
	const keep = (element: unknown) => {
		visit(element);
		return false;
	};
	try {
		await callApi(context, { method: 'GET', path }, undefined, { list: { limit: Infinity, keep } });
	} catch (error) {
		throw toNodeError(context.getNode(), error, undefined, 'picker');
	}
}
