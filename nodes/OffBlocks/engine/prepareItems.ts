import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { toNodeError } from '../api/nodeError';
import { mapInSlices } from '../shared/slices';
import { refuseUnlessAllowed } from './agent';
import { attempt, type Attempt } from './attempt';
import { Parameters } from './ItemParameters';
import { NodeParameters } from './NodeParameters';
import type { PreparedItem } from './Operation';
import type { Registered, Registry } from './registry';
import { refuseSharedKeys } from './sharedKeys';
import { unresolvedCollections } from './unresolved';

/** The operation that the node is set to; one for all items. @throws {NodeOperationError} */
export function chosenOperation(
	context: IExecuteFunctions,
	operations: Registry['operations'],
): Registered {
	const [resource, operation] = ['resource', 'operation'].map((name) =>
		String(context.getNodeParameter(name, 0, '')),
	);
	const chosen = operations.get(`${resource}/${operation}`);
	if (chosen) return chosen;
	throw new NodeOperationError(context.getNode(), 'This node does not have this operation', {
		description:
			'For calls this node does not offer, use the HTTP Request node. Under Authentication choose Predefined Credential Type, then OffBlocks API.',
	});
}

/** Reads and checks the parameters of every input item. */
export async function prepareItems(
	context: IExecuteFunctions,
	{ operation }: Registered,
): Promise<Array<Attempt<PreparedItem<unknown>>>> {
	const ofAll = new NodeParameters(context);
	const unresolved = unresolvedCollections(ofAll.written, operation.fields);
	// In slices: n8n resolves the expressions of 10,000 items for seconds.
	const items = await mapInSlices([...context.getInputData().keys()], (itemIndex) =>
		attempt(() => {
			const parameters = new Parameters(context, itemIndex, ofAll);
			for (const problem of unresolved) parameters.problem(problem);
			parameters.check();
			refuseUnlessAllowed(parameters, operation);
			const prepared: unknown = operation.prepare(parameters);
			parameters.check();
			return { itemIndex, prepared };
		}),
	);
	return refuseSharedKeys(items);
}

/** Throws the first item's error, and says in its description what is wrong with the others. */
export function refuseInvalid(
	context: IExecuteFunctions,
	items: Array<Attempt<PreparedItem<unknown>>>,
): void {
	const invalid = items.flatMap((item, itemIndex) =>
		'error' in item ? [toNodeError(context.getNode(), item.error, itemIndex)] : [],
	);
	if (!invalid.length) return;
	const [first, ...others] = invalid;
	const shown = others.slice(0, 20).map(({ message }) => message);
	if (others.length > shown.length) shown.push(`and ${others.length - shown.length} more`);
	first.description = [
		'Nothing was sent to OffBlocks.',
		...(shown.length ? ['Also:', ...shown] : []),
	].join(' \n');
	throw first;
}
