import type { IExecuteFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { cancelled } from '../api/cancelled';
import { toNodeError } from '../api/nodeError';

type Result = { value: unknown } | { error: unknown } | undefined;

/**
 * The error that ends a run before its last item: the first failure, and in its description which items
 * had gone through by then, because their cards have been changed.
 *
 * @param results by item; undefined where nothing was sent for an item
 * @param byUser whether the execution was cancelled: then that is what ended it
 */
export function haltedAt(
	context: IExecuteFunctions,
	results: Result[],
	byUser: boolean,
): NodeApiError | NodeOperationError {
	const failed = results.findIndex((result) => result !== undefined && 'error' in result);
	const failure = results[failed];
	const cause = !byUser && failure && 'error' in failure ? failure.error : cancelled();
	const error = toNodeError(context.getNode(), cause, Math.max(failed, 0));
	if (results.length > 1) {
		const which = (fits: (result: Result) => boolean) =>
			ranges(results.flatMap((result, index) => (fits(result) ? [index] : [])));
		const done = which((result) => result !== undefined && 'value' in result);
		const alsoFailed = which((result) => result !== undefined && 'error' in result);
		const notSent = which((result) => result === undefined);
		error.description = [
			error.description,
			done ? `Succeeded: ${done}.` : 'No item succeeded.',
			alsoFailed ? `Failed: ${alsoFailed}.` : '',
			notSent ? `Not sent: ${notSent}.` : '',
		]
			.filter(Boolean)
			.join(' ');
	}
	return error;
}

/** `item 3`, `items 0–4, 7, 9–10`; after ten ranges only their number. Empty where there is none. */
function ranges(indexes: number[]): string {
	if (!indexes.length) return '';
	const found: Array<[number, number]> = [];
	for (const index of indexes) {
		const last = found.at(-1);
		if (last && last[1] === index - 1) last[1] = index;
		else found.push([index, index]);
	}
	const shown = found.slice(0, 10).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
	if (found.length > 10) shown.push(`… (${indexes.length} in all)`);
	return `${indexes.length === 1 ? 'item' : 'items'} ${shown.join(', ')}`;
}
