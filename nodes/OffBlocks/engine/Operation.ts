import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import type { ApiError } from '../api/ApiError';
import type { ListOptions } from '../api/body';
import type { ApiRequest } from '../api/types';
import type { Picker } from '../shared/picker';
import type { Parameters } from './ItemParameters';

/**
 * What an AI agent risks with an operation. `read` changes nothing, `freeze` can be undone, `create` makes
 * something new, `irreversible` is for good. What is not `read` is refused to agents until a person allows it in the
 * node (`agent.ts`).
 */
export type Risk = 'read' | 'freeze' | 'create' | 'irreversible';

/** What all operations say of themselves. */
interface OperationBase {
	/** As the editor lists it. */
	option: { name: string; value: string; action: string; description: string };
	/** The fields of its form, without the display rule for resource and operation. */
	fields: INodeProperties[];
	/** The line below the node on the canvas, `{cardId}` standing for what that field holds. */
	subtitle: string;
	/** Words for the values of a field of options that the subtitle names; the first for any other value. */
	subtitleWords?: Record<string, string>;
	/** What the operation is, for a model that has to choose and to fill in: effects, ids, what is final. */
	tool: string;
	risk: Risk;
	/** False where no request is sent, so that the node needs no credential. */
	needsCredential?: false;
	/** What the first of two outputs holds, where the parameter `outputs` asks for both; the second is the summary. */
	outputs?: string;
}

/** One request for each item. */
export interface CallOperation extends OperationBase {
	kind: 'call';
	/** Reads one item's parameters. What it returns may be begun only after `parameters.check()`. */
	prepare(parameters: Parameters): PreparedCall;
}

/** Work for each item that reads several times, or takes more than a request. */
export interface TaskOperation extends OperationBase {
	kind: 'task';
	prepare(parameters: Parameters): PreparedTask;
}

/** Work that is done once, with all items. */
export interface RunOperation<Prepared = unknown> extends OperationBase {
	kind: 'run';
	/** Reads one item's parameters. */
	prepare(parameters: Parameters): Prepared;
	/**
	 * @param items those whose parameters are right: all of them, unless the node goes on after errors
	 * @returns items by output, paired with their input items
	 */
	run(tools: RunTools, items: Array<PreparedItem<Prepared>>): Promise<INodeExecutionData[][]>;
}

/** One operation of a resource: what the editor shows of it, and what it asks of the API. */
export type Operation = CallOperation | TaskOperation | RunOperation;

/** A kind of thing that the node works with, as the editor's field Resource lists it. */
export interface Resource {
	/** "Card" */
	name: string;
	/** "Cards" */
	plural: string;
	/** "card", as workflows store it. */
	value: string;
	/** By name. */
	operations: readonly Operation[];
	/** The operation that a new node has, one of these. */
	preset: Operation;
	/** How one is chosen in the editor; locators name it `search` and the plural: `searchCards`. */
	picker?: Picker;
}

/** One call, ready to be sent, and how its answer becomes output items. */
export interface PreparedCall {
	request: ApiRequest;
	/** The user's own idempotency key, where there is one. */
	idempotencyKey?: string;
	/** Writes with the same key are sent one after another: two for one card must not overtake each other. */
	orderKey?: string;
	/** Given where the answer is a list, of which only some is wanted. */
	list?: ListOptions;
	/**
	 * What becomes of a refusal: an error that says more of it, or the items of a success after all.
	 *
	 * @param read sends a request that only reads, once
	 */
	refused?(
		refusal: ApiError,
		read: (request: ApiRequest) => Promise<unknown>,
	): Promise<ApiError | IDataObject[]>;
	/**
	 * @param answer the answer's JSON, undefined where there was none
	 * @throws {ApiError} for an answer that is not what was asked for
	 */
	toItems(answer: unknown): IDataObject[] | Promise<IDataObject[]>;
	/**
	 * What is waited for after the call, outside of Concurrency: other items go out meanwhile.
	 *
	 * @returns the items in the place of those of the call
	 * @throws {ApiError} where what was waited for can no longer come
	 */
	settle?(tools: SettleTools): Promise<IDataObject[]>;
}

/** What a wait works with. */
export interface SettleTools {
	/** Sends a request that only reads, once; not more at a time than Concurrency says. @throws {ApiError} */
	look(request: ApiRequest): Promise<unknown>;
	/** Aborts when nothing is to be waited for any more. */
	stop: AbortSignal;
}

/**
 * Sends a request that only reads, or one that does the same when sent twice and takes no idempotency key
 * (those below `/auth`); tried again as the node's options say. @throws {ApiError}
 */
export type Read = (request: ApiRequest, list?: ListOptions) => Promise<unknown>;

/** What a task works with. */
export interface TaskTools {
	context: IExecuteFunctions;
	itemIndex: number;
	read: Read;
	/**
	 * Does the parts of the work side by side, in this order, and of all items together no more at a time than the
	 * option Concurrency allows.
	 *
	 * @param work false where no further part is to begin
	 * @returns when all parts that began have ended
	 * @throws the first error, after which no further part begins
	 */
	sideBySide(count: number, work: (part: number) => Promise<boolean>): Promise<void>;
}

/** Work for one item that is more than one call, or that fills several outputs or binary data. */
export interface PreparedTask {
	orderKey?: string;
	/** @returns items by output, paired with their input item */
	run(tools: TaskTools): Promise<INodeExecutionData[][]>;
}

/** One input item and what its parameters came to. */
export interface PreparedItem<Prepared> {
	itemIndex: number;
	prepared: Prepared;
}

/** What work on all items has. */
export interface RunTools {
	context: IExecuteFunctions;
	read: Read;
	sideBySide: TaskTools['sideBySide'];
	/**
	 * Works on items side by side, as a task does: where one fails, nothing further begins, or its error is
	 * its output if the node goes on.
	 */
	each<Prepared>(
		items: Array<PreparedItem<Prepared>>,
		work: (item: PreparedItem<Prepared>) => Promise<INodeExecutionData[][]>,
	): Promise<INodeExecutionData[][]>;
}
