import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { ApiRequest } from '../api/types';
import { attempt } from './attempt';
import { callOf, isTool } from './toolCall';

/** Where an execution keeps what its tools have made: beside its data, so that it is there after a Wait, too. */
const MADE = 'offBlocksMade';

/** What is kept for one node. */
interface Kept {
	/** By call and item: the key that all tries of it send, whatever an expression such as `$now` makes of the body. */
	keys: Record<string, string>;
	/** Keys of what has been made. */
	made: string[];
}

/** A write of a tool that makes something, and may be asked for again. */
export interface ToolWrite {
	key: string;
	/** Whether it was sent before in this execution, under this key. */
	isAgain: boolean;
	/** What a model is told; notes that it has been made. */
	told(items: IDataObject[]): IDataObject[];
}

const AGAIN =
	'This was made by an earlier call with the same values; nothing new was made. If another one is wanted all the same, say that a person has to make it.';

/**
 * What makes something (POST) has the same key whenever a tool is asked for it with the same values in one
 * execution: by a model that repeats itself, or because n8n tries the whole agent again, which then begins anew and
 * knows nothing of what its tools have done. What changes a state has another key each time: an answer from before
 * would hide how things are now, and a second change is refused by the state itself.
 *
 * @param derive the key for what a call is named by
 * @returns undefined where that does not concern a write
 */
export function toolWrite(
	context: IExecuteFunctions,
	itemIndex: number,
	request: ApiRequest,
	derive: (call: string) => string,
): ToolWrite | undefined {
	// Behind the MCP Server Trigger each call is an execution of its own, and may have no id.
	if (request.method !== 'POST' || !isTool(context) || !context.getExecutionId()) return undefined;
	// Where n8n keeps nothing of an execution, each call stands for itself.
	const place = attempt(() => context.getContext('node'));
	if ('error' in place) return undefined;
	const kept = place.value;
	const read = (): Kept => (kept[MADE] ?? { keys: {}, made: [] }) as Kept;
	const call = `${callOf(context)}/${itemIndex}`;
	const { keys, made } = read();
	const key = keys[call] ?? derive(JSON.stringify(request.body ?? null));
	const wasMade = made.includes(key);
	const isAgain = Object.values(keys).includes(key);
	kept[MADE] = { made, keys: { ...keys, [call]: key } } satisfies Kept;
	return {
		key,
		isAgain,
		told(items) {
			if (wasMade) return items.map((item) => ({ ...item, madeBefore: true, note: AGAIN }));
			const now = read();
			kept[MADE] = { ...now, made: [...now.made, key] } satisfies Kept;
			return items;
		},
	};
}
