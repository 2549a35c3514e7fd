import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { isNotSent } from '../api/cancelled';
import { toErrorItem, toNodeError } from '../api/nodeError';
import { runConcurrently } from './runConcurrently';
import {
	cardOperations,
	type CardOperation,
	type PreparedCall,
	type PreparedTask,
} from '../resources/card';
import { mapInSlices } from '../shared/slices';
import { Parameters } from './ItemParameters';
import { haltedAt } from './haltedError';
import { createSender, type Sender } from './send';

type Prepared = PreparedCall | PreparedTask;
type Attempt<T> = { value: T } | { error: unknown };

/**
 * Runs the chosen operation for every input item. All items are checked before the first request goes
 * out, so that a mistake in the last row does not leave the rows before it half done; then several are
 * worked on at a time.
 *
 * @returns by output, items in the order of their input items and paired with them; under Continue On
 * Fail the first output has one error item for each input item that failed
 * @throws {NodeApiError | NodeOperationError} for the first item that failed, once nothing is in flight
 */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const goOn = context.continueOnFail();
	const start = attempt(() => ({
		operation: chosenOperation(context),
		sender: createSender(context),
	}));
	if ('error' in start) {
		if (!goOn) throw toNodeError(context.getNode(), start.error, 0);
		// Thrown, it would make n8n pass the input on as if all had gone well.
		return byOutput(context.getInputData().map((_, at) => failed(context, start.error, at)));
	}
	const { operation, sender } = start.value;
	// In slices: n8n resolves the expressions of 10,000 items for seconds.
	const prepared = await mapInSlices([...context.getInputData().keys()], (itemIndex) =>
		attempt(() => prepare(context, operation, itemIndex)),
	);
	if (!goOn) refuseInvalid(context, prepared);

	const results: Array<Attempt<INodeExecutionData[][]> | undefined> = prepared.map(() => undefined);
	await runConcurrently(
		prepared.length,
		sender.concurrency,
		(index) => orderKey(prepared[index]),
		async (index) => {
			results[index] = await run(prepared[index], index, sender.send);
			if (goOn || succeeded(results[index])) return !sender.cancel?.aborted;
			sender.halt();
			return false;
		},
	);

	const cancelled = sender.cancel?.aborted === true;
	if (cancelled || (!goOn && !results.every(succeeded)))
		throw haltedAt(context, results, cancelled);
	return byOutput(
		results.map((result, itemIndex) =>
			result && 'value' in result ? result.value : failed(context, result?.error, itemIndex),
		),
	);
}

/** What stands in the first output for an item that failed. */
function failed(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): INodeExecutionData[][] {
	return [[toErrorItem(error, itemIndex, context.getNode().onError)]];
}

/** Joins what each input item gave, output by output. */
function byOutput(given: INodeExecutionData[][][]): INodeExecutionData[][] {
	const count = given.reduce((most, outputs) => Math.max(most, outputs.length), 1);
	return Array.from({ length: count }, (_, output) =>
		given.length === 1
			? (given[0][output] ?? [])
			: given.flatMap((outputs) => outputs[output] ?? []),
	);
}

async function run(
	work: Attempt<Prepared>,
	itemIndex: number,
	send: Sender['send'],
): Promise<Attempt<INodeExecutionData[][]> | undefined> {
	if ('error' in work) return work;
	try {
		return { value: await send(work.value, itemIndex) };
	} catch (error) {
		return isNotSent(error) ? undefined : { error };
	}
}

function succeeded(result: Attempt<unknown> | undefined): boolean {
	return result !== undefined && 'value' in result;
}

function orderKey(work: Attempt<Prepared>): string | undefined {
	return 'value' in work ? work.value.orderKey : undefined;
}

function prepare(
	context: IExecuteFunctions,
	operation: CardOperation,
	itemIndex: number,
): Prepared {
	const parameters = new Parameters(context, itemIndex);
	const work = operation.prepare(parameters);
	parameters.check();
	return work;
}

function chosenOperation(context: IExecuteFunctions): CardOperation {
	const operation = cardOperations.get(String(context.getNodeParameter('operation', 0)));
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), 'This node has no such operation', {
		description:
			'For calls that it does not offer, use the HTTP Request node: under Authentication choose Predefined Credential Type, then OffBlocks API.',
	});
}

function attempt<T>(read: () => T): Attempt<T> {
	try {
		return { value: read() };
	} catch (error) {
		return { error };
	}
}

/** Throws the first item's error, and says in its description what is wrong with the others. */
function refuseInvalid(context: IExecuteFunctions, prepared: Array<Attempt<Prepared>>): void {
	const invalid = prepared.flatMap((call, itemIndex) =>
		'error' in call ? [toNodeError(context.getNode(), call.error, itemIndex)] : [],
	);
	if (!invalid.length) return;
	const [first, ...others] = invalid;
	const shown = others.slice(0, 20).map(({ message }) => message);
	if (others.length > shown.length) shown.push(`and ${others.length - shown.length} more`);
	first.description = [
		`No request was sent, for any of the ${prepared.length} items.`,
		...(shown.length ? ['Also:', ...shown] : []),
	].join(' \n');
	throw first;
}
