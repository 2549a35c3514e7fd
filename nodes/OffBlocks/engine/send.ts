import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';
import { v4 } from 'uuid';
import { ApiError } from '../api/ApiError';
import { callApi } from '../api/client';
import { deriveIdempotencyKey } from '../api/idempotency';
import { inDoubt } from '../api/inDoubt';
import { Pace } from '../api/Pace';
import type { RetryPolicy } from '../api/retry';
import type { ApiRequest } from '../api/types';
import { fenced, type Call, type ReachOf } from './fence';
import { readOnlyAccounts } from './onlyAccounts';
import { callOf } from './toolCall';
import { toolWrite, type ToolWrite } from './toolWrites';
import { mapInSlices } from '../shared/slices';
import { Parameters } from './ItemParameters';
import type { PreparedCall, PreparedTask, Read, SettleTools, TaskTools } from './Operation';
import { toItem } from './outputs';
import { runConcurrently } from './runConcurrently';

/** Milliseconds for all attempts of one call and the waits between them. */
const DEADLINE = 10 * 60_000;

/** How the calls of one run of the node are sent. */
export interface Sender {
	/** How many items at the same time. */
	concurrency: number;
	/** Aborts when the execution is cancelled. */
	cancel?: AbortSignal;
	/** No further request goes out; those under way are waited for. */
	halt(): void;
	read: Read;
	sideBySide: TaskTools['sideBySide'];
	/**
	 * @returns items by output
	 * @throws {ApiError}
	 */
	send(work: PreparedCall | PreparedTask, itemIndex: number): Promise<INodeExecutionData[][]>;
	/**
	 * Waits for what an item still has to wait for; undefined where that is nothing.
	 *
	 * @throws {ApiError}
	 */
	settle(
		work: PreparedCall | PreparedTask,
		itemIndex: number,
	): Promise<INodeExecutionData[][]> | undefined;
}

/**
 * Reads the options that hold for all items, from the first one.
 *
 * @param reachOf for a tool that a person has kept to certain accounts
 * @throws {ParameterError} where one is out of its limits
 */
export function createSender(context: IExecuteFunctions, reachOf: ReachOf): Sender {
	const options = sendingOptions(context);
	const accounts = readOnlyAccounts(context);
	const cancel = context.getExecutionCancelSignal?.();
	const halt = new AbortController();
	const stop = cancel ? AbortSignal.any([cancel, halt.signal]) : halt.signal;
	const policy: RetryPolicy = {
		maxRetries: options.maxRetries,
		deadline: DEADLINE,
		pace: new Pace(options.requestsPerSecond, stop),
		stop,
		cancel,
	};
	const toolCall = callOf(context);
	const run = {
		instanceId: context.getInstanceId(),
		workflowId: context.getWorkflow().id ?? '',
		// Without an id two executions would share their keys: then better no protection on a retry. The name of a
		// tool's call is not shared; behind the MCP Server Trigger n8n calls before the execution has an id.
		executionId: context.getExecutionId() || (typeof toolCall === 'string' ? '' : v4()),
		startedAt: context.getExecutionContext?.()?.establishedAt ?? 0,
		nodeId: context.getNode().id,
		call: toolCall,
	};
	const unfenced: Call = async (...args) => await callApi(context, ...args);
	const call = accounts ? fenced(unfenced, accounts, reachOf) : unfenced;
	const timed = (request: ApiRequest) => ({ ...request, timeoutMs: options.timeout * 1000 });
	const read: Read = async (request, list) =>
		await call(timed(request), undefined, { policy, list });
	const readOnce = async (request: ApiRequest) =>
		await call(request, undefined, { policy: { ...policy, maxRetries: 0 } });
	// Of all items: each of them may have many parts.
	const gate = pLimit(options.concurrency);
	const sideBySide: TaskTools['sideBySide'] = async (count, work) => {
		let failure: { error: unknown } | undefined;
		const part = async (at: number) => !failure && (await work(at));
		await runConcurrently(
			count,
			options.concurrency,
			() => undefined,
			async (at) =>
				await gate(part, at).catch((error: unknown) => {
					failure ??= { error };
					return false;
				}),
		);
		if (failure) throw failure.error;
	};
	const settleTools: SettleTools = {
		look: async (request) => await gate(readOnce, request),
		stop,
	};
	const toolWrites = new Map<number, ToolWrite>();
	const told = (itemIndex: number, items: IDataObject[]) =>
		toolWrites.get(itemIndex)?.told(items) ?? items;
	return {
		concurrency: options.concurrency,
		cancel,
		halt: () => halt.abort(),
		read,
		sideBySide,
		async send(work, itemIndex) {
			if ('run' in work) return await work.run({ context, itemIndex, read, sideBySide });
			const { request, idempotencyKey, list, refused, toItems } = work;
			const output = async (objects: IDataObject[]) => [
				await mapInSlices(objects, toItem(itemIndex)),
			];
			if (request.method === 'GET') return await output(await toItems(await read(request, list)));
			const derive = (name = run.call, at = itemIndex) =>
				deriveIdempotencyKey({ ...run, call: name, itemIndex: at }, request);
			const made = idempotencyKey
				? undefined
				: toolWrite(context, itemIndex, request, (name) => derive(name, 0));
			if (made) toolWrites.set(itemIndex, made);
			const key = idempotencyKey ?? made?.key ?? derive();
			const items = await call(timed(request), key, {
				policy,
				list,
				keyIsUsers: idempotencyKey !== undefined || made?.isAgain,
			}).then(
				async (answer) => {
					try {
						return told(itemIndex, await toItems(answer));
					} catch (error) {
						throw writtenAllTheSame(error, key);
					}
				},
				async (refusal: ApiError) => {
					const other = (await refused?.(refusal, readOnce)) ?? refusal;
					if (other instanceof Error) throw other;
					return other;
				},
			);
			return await output(items);
		},
		settle(work, itemIndex) {
			if ('run' in work || !work.settle) return undefined;
			return work
				.settle(settleTools)
				.then(async (objects) => [await mapInSlices(told(itemIndex, objects), toItem(itemIndex))]);
		},
	};
}

/** The error for a write whose answer is of the wrong shape: it has probably been carried out all the same. */
function writtenAllTheSame(error: unknown, idempotencyKey: string): ApiError {
	return inDoubt(ApiError.from(error).with({ details: { idempotencyKey } }));
}

function sendingOptions(context: IExecuteFunctions) {
	const parameters = new Parameters(context, 0);
	const options = {
		concurrency: parameters.sending('concurrency'),
		maxRetries: parameters.sending('maxRetries'),
		requestsPerSecond: parameters.sending('requestsPerSecond'),
		timeout: parameters.sending('timeout'),
	};
	parameters.check();
	return options;
}
