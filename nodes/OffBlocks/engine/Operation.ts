import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { ApiError } from '../api/ApiError';
import type { ListOptions } from '../api/body';
import type { ApiRequest } from '../api/types';
import type { Parameters } from './ItemParameters';

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
	 * Says more of a refusal, where it can.
	 *
	 * @param read sends a request that only reads, once
	 */
	explain?(refusal: ApiError, read: (request: ApiRequest) => Promise<unknown>): Promise<ApiError>;
	/** @param answer the answer's JSON, undefined for 204 */
	toItems(answer: unknown): IDataObject[] | Promise<IDataObject[]>;
}

/** What a task works with. */
export interface TaskTools {
	context: IExecuteFunctions;
	itemIndex: number;
	/**
	 * Sends a request that only reads, tried again as the node's options say.
	 *
	 * @returns the answer's JSON
	 * @throws {ApiError}
	 */
	read(request: ApiRequest, list?: ListOptions): Promise<unknown>;
}

/** Work that is more than one call, or that fills several outputs or binary data. */
export interface PreparedTask {
	orderKey?: string;
	/** @returns items by output, paired with their input item */
	run(tools: TaskTools): Promise<INodeExecutionData[][]>;
}

/** One operation on cards: what the editor shows of it, and what it asks of the API. */
export interface CardOperation {
	option: INodePropertyOptions & { value: string };
	fields: INodeProperties[];
	/** Reads one item's parameters. What it returns may be begun only after `parameters.check()`. */
	prepare(parameters: Parameters): PreparedCall | PreparedTask;
}
