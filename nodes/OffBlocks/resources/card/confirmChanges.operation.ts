import { NodeOperationError, type IExecuteFunctions, type INodeParameters } from 'n8n-workflow';
import type { RunOperation } from '../../engine/Operation';
import { confirm } from './changes/changeMemory';

/** Makes changes count as seen. It calls nobody and hands its input on. */
export const confirmChanges: RunOperation<void> = {
	kind: 'run',
	option: {
		name: 'Confirm Changes',
		value: 'confirmChanges',
		action: 'Confirm card changes',
		description:
			'Put this behind everything that must have happened before the changes of a Get Changes node count as seen',
	},
	fields: [
		{
			displayName:
				'Changes that a Get Changes node (or an Audit that compares) before this one found in this execution will not come again. Nothing is sent to OffBlocks; the input is handed on.',
			name: 'confirmNotice',
			type: 'notice',
			default: '',
		},
	],
	subtitle: 'confirm changes',
	tool: 'Of no use to an agent: in a workflow it makes the changes that Get Changes has found count as seen. Do not call it.',
	risk: 'read',
	needsCredential: false,
	prepare: () => undefined,
	async run({ context }, items) {
		await confirm(context, watchersBefore(context));
		const input = context.getInputData();
		return [
			items.map(({ itemIndex }) => ({ ...input[itemIndex], pairedItem: { item: itemIndex } })),
		];
	},
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
