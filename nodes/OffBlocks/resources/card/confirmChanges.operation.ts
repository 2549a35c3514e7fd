import { NodeOperationError, type IExecuteFunctions, type INodeParameters } from 'n8n-workflow';
import type { CardOperation } from '../../engine/Operation';
import { confirm } from './changes/changeMemory';
import { showFor } from './fields';

/** Makes changes count as seen. It calls nobody and hands its input on. */
export const confirmChanges: CardOperation = {
	option: {
		name: 'Confirm Changes',
		value: 'confirmChanges',
		action: 'Confirm card changes',
		description:
			'Put this behind everything that must have happened before the changes of a Get Changes node count as seen',
	},
	fields: showFor(
		['confirmChanges'],
		[
			{
				displayName:
					'Changes that a Get Changes node (or an Audit that compares) before this one found in this execution will not come again. Nothing is sent to OffBlocks; the input is handed on.',
				name: 'confirmNotice',
				type: 'notice',
				default: '',
			},
		],
	),
	prepare: () => ({
		// One after another: the first of many items does it, the others find it done.
		orderKey: 'confirm',
		async run({ context, itemIndex }) {
			if (itemIndex === 0) await confirm(context, watchersBefore(context));
			const item = context.getInputData()[itemIndex];
			return [[{ ...item, pairedItem: { item: itemIndex } }]];
		},
	}),
};

/**
 * Names of the Get Changes nodes that lead to this one.
 *
 * @throws {NodeOperationError} where there is none: then the workflow is not what its author thinks
 */
function watchersBefore(context: IExecuteFunctions): string[] {
	const node = context.getNode();
	const names = context
		.getParentNodes(node.name, { includeNodeParameters: true })
		.filter(({ type, parameters }) => type === node.type && compares(parameters))
		.map(({ name }) => name);
	if (names.length) return names;
	throw new NodeOperationError(
		node,
		'There is no Get Changes node before this one. Connect it behind the one whose changes it is to confirm',
	);
}

function compares(parameters: INodeParameters | undefined): boolean {
	const { operation, compare } = parameters ?? {};
	return operation === 'getChanges' || (operation === 'audit' && compare === true);
}
