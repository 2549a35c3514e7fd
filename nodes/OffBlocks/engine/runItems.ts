import type { IExecuteFunctions } from 'n8n-workflow';
import { isNotSent } from '../api/cancelled';
import { toErrorItem, toNodeError, toToolItem } from '../api/nodeError';
import { attempt, type Attempt } from './attempt';
import { haltedAt } from './haltedError';
import { byOutput, inInputOrder, type ItemOutputs as Outputs } from './itemOutputs';
import type { PreparedCall, PreparedItem, PreparedTask, RunOperation } from './Operation';
import { chosenOperation, prepareItems, refuseInvalid } from './prepareItems';
import type { Registry } from './registry';
import { runConcurrently } from './runConcurrently';
import { createSender, type Sender } from './send';
import { toolAnswer } from './toolAnswer';
import { beginTry, goesOn, isTool } from './toolCall';

/** An input item that is to be worked on, or why it cannot be. */
type Item<Prepared = unknown> = Attempt<PreparedItem<Prepared>>;

/**
 * Runs the chosen operation for the input items. All items are checked before the first request goes
 * out, so that a mistake in the last row does not leave the rows before it half done; then several are
 * worked on at a time. A tool's answer is made for a model.
 *
 * @returns by output, items in the order of their input items and paired with them; under Continue On
 * Fail the first output has one error item for each input item that failed
 * @throws {NodeApiError | NodeOperationError} for the first item that failed, once nothing is in flight
 */
export async function runItems(
	context: IExecuteFunctions,
	registry: Pick<Registry, 'operations' | 'reachOf'>,
): Promise<Outputs> {
	if (!isTool(context)) return await runAll(context, registry);
	beginTry(context);
	const outputs = await runAll(context, registry);
	return [toolAnswer(outputs, limitOf(context)), ...outputs.slice(1)];
}

async function runAll(
	context: IExecuteFunctions,
	registry: Pick<Registry, 'operations' | 'reachOf'>,
): Promise<Outputs> {
	const start = attempt(() => ({
		chosen: chosenOperation(context, registry.operations),
		sender: createSender(context, registry.reachOf),
	}));
	if ('error' in start) {
		if (!goesOn(context)) throw toNodeError(context.getNode(), start.error, 0);
		// Thrown, it would make n8n pass the input on as if all had gone well.
		return byOutput(context.getInputData().map((_, at) => failed(context, start.error, at)));
	}
	const { chosen, sender } = start.value;
	const items = await prepareItems(context, chosen);
	if (!goesOn(context)) refuseInvalid(context, items);
	if (chosen.operation.kind === 'run') {
		return await runOnce(context, sender, chosen.operation, items);
	}
	return await runEach(
		context,
		sender,
		items as Array<Item<PreparedCall | PreparedTask>>,
		({ prepared }) => prepared.orderKey,
		async ({ itemIndex, prepared }) => await sender.send(prepared, itemIndex),
		({ itemIndex, prepared }) => sender.settle(prepared, itemIndex),
	);
}

/** Hands all items that are right to an operation of the kind `run`; the others become error items. */
async function runOnce(
	context: IExecuteFunctions,
	sender: Sender,
	operation: RunOperation,
	items: Item[],
): Promise<Outputs> {
	const right = items.flatMap((item) => ('value' in item ? [item.value] : []));
	const wrong = items.flatMap((item, at) =>
		'error' in item ? failed(context, item.error, at)[0] : [],
	);
	if (!right.length) return [wrong];
	const tools = {
		context,
		read: sender.read,
		sideBySide: sender.sideBySide,
		each: async <Prepared>(
			some: Array<PreparedItem<Prepared>>,
			work: (item: PreparedItem<Prepared>) => Promise<Outputs>,
		) =>
			await runEach(
				context,
				sender,
				some.map((value) => ({ value })),
				() => undefined,
				work,
			),
	};
	try {
		const [first = [], ...others] = await operation.run(tools, right);
		return [wrong.length ? inInputOrder([...wrong, ...first]) : first, ...others];
	} catch (error) {
		if (!goesOn(context) || sender.cancel?.aborted) {
			throw toNodeError(context.getNode(), error, right[0].itemIndex);
		}
		const errors = right.flatMap(({ itemIndex }) => failed(context, error, itemIndex)[0]);
		return [inInputOrder([...wrong, ...errors])];
	}
}

/**
 * Works on items side by side, those of one key one after another.
 *
 * @param settle what an item that was worked on has to wait for still: all those wait together
 */
async function runEach<Prepared>(
	context: IExecuteFunctions,
	sender: Sender,
	items: Array<Item<Prepared>>,
	keyOf: (item: PreparedItem<Prepared>) => string | undefined,
	work: (item: PreparedItem<Prepared>) => Promise<Outputs>,
	settle?: (item: PreparedItem<Prepared>) => Promise<Outputs> | undefined,
): Promise<Outputs> {
	const goOn = goesOn(context);
	const results: Array<Attempt<Outputs> | undefined> = items.map(() => undefined);
	const waits: Array<Promise<void>> = [];
	const awaitRest = async (at: number, rest: Promise<Outputs>) => {
		results[at] = await rest.then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		);
		if (!goOn && !succeeded(results[at])) sender.halt();
	};
	await runConcurrently(
		items.length,
		sender.concurrency,
		(at) => {
			const item = items[at];
			return 'value' in item ? keyOf(item.value) : undefined;
		},
		async (at) => {
			const item = items[at];
			results[at] = await run(item, work);
			const done = succeeded(results[at]);
			const rest = done && 'value' in item ? settle?.(item.value) : undefined;
			if (rest) waits.push(awaitRest(at, rest));
			if (goOn || done) return !sender.cancel?.aborted;
			sender.halt();
			return false;
		},
	);
	await Promise.all(waits);
	const cancelled = sender.cancel?.aborted === true;
	if (cancelled || (!goOn && !results.every(succeeded))) {
		throw haltedAt(context, results, cancelled);
	}
	return byOutput(
		results.map((result, at) => {
			if (result && 'value' in result) return result.value;
			const item = items[at];
			return failed(context, result?.error, 'value' in item ? item.value.itemIndex : at);
		}),
	);
}

async function run<Prepared>(
	item: Item<Prepared>,
	work: (item: PreparedItem<Prepared>) => Promise<Outputs>,
): Promise<Attempt<Outputs> | undefined> {
	if ('error' in item) return item;
	try {
		return { value: await work(item.value) };
	} catch (error) {
		return isNotSent(error) ? undefined : { error };
	}
}

function succeeded(result: Attempt<unknown> | undefined): boolean {
	return result !== undefined && 'value' in result;
}

/** What stands in the first output for an item that failed. */
function failed(context: IExecuteFunctions, error: unknown, itemIndex: number): Outputs {
	if (isTool(context)) return [[toToolItem(error, itemIndex)]];
	return [[toErrorItem(error, itemIndex, context.getNode().onError)]];
}

/** How many results a list was asked for, where it was not asked for all; undefined for what is no list. */
function limitOf(context: IExecuteFunctions): number | undefined {
	const isAll = attempt(() => context.getNodeParameter('returnAll', 0, true) === true);
	const limit = attempt(() => Number(context.getNodeParameter('limit', 0)));
	return 'value' in isAll && !isAll.value && 'value' in limit ? limit.value : undefined;
}
