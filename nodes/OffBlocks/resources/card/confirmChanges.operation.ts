import { NodeOperationError, type IExecuteFunctions, type INodeParameters } from 'n8n-workflow';
import type { RunOperation } from '../../engine/Operation';
import { confirmLook, looksOf } from './changes/changeMemory';
import { waitsBefore } from './changes/notHandedOn';

/** Makes changes count as seen. It calls nobody and hands its input on. */
export const confirmChanges: RunOperation<void> = {
	kind: 'run',
	option: {
		name: 'Confirm Changes',
		value: 'confirmChanges',
		action: 'Confirm card changes',
		description:
			'Place after the last node that handles the changes. Marks them as seen, so they are not reported again.',
	},
	fields: [
		{
			displayName:
				'Changes found in this execution by an earlier Get Changes node (or an Audit that compares) will not be reported again. Nothing is sent to OffBlocks, and the input is passed through. Do not put a Wait of more than 65 seconds between the two.',
			name: 'confirmNotice',
			type: 'notice',
			default: '',
		},
	],
	subtitle: 'confirm changes',
	tool: 'Not useful to an agent: in a workflow, it marks the changes found by Get Changes as seen. Do not call it.',
	risk: 'read',
	needsCredential: false,
	prepare: () => undefined,
	async run({ context }, items) {
		confirmAll(context, watchersBefore(context));
		const input = context.getInputData();
		return [
			items.map(({ itemIndex }) => ({ ...input[itemIndex], pairedItem: { item: itemIndex } })),
		];
	},
};

/**
 * Confirms what these nodes handed on in this execution; what has found nothing has handed on nothing.
 *
 * @throws {NodeOperationError} where a node has handed on changes and nothing of them is remembered
 */
function confirmAll(context: IExecuteFunctions, names: string[]): void {
	const looks = looksOf(context);
	const gone = names.filter((name) => {
		const look = looks[name];
		return look !== undefined && !confirmLook(context, look);
	});
	if (!gone.length) return;
	throw new NodeOperationError(
		context.getNode(),
		`Changes cannot be confirmed: n8n did not give this node what "${gone.join('", "')}" noted in this execution`,
		{ description: whyGone(context) },
	);
}

function whyGone(context: IExecuteFunctions): string {
	const again = 'The same changes will be reported again by the next run.';
	if (context.getMode() === 'retry') {
		return `n8n does not give saved state to a retried execution. ${again}`;
	}
	const waits = waitsBefore(context);
	const where = waits.length ? `"${waits.join('", "')}"` : 'it';
	return `n8n does not give saved state to nodes after a Wait of more than 65 seconds. Put Confirm Changes before ${where}, or move what has to wait into a workflow that an Execute Sub-workflow node calls without waiting for it to finish. ${again}`;
}

/**
 * Names of the nodes that lead to this one and may have compared. What is an expression may come to anything:
 * what they handed on tells.
 *
 * @throws {NodeOperationError} where there is none: then the workflow is not what its author thinks
 */
function watchersBefore(context: IExecuteFunctions): string[] {
	const node = context.getNode();
	const names = context
		.getParentNodes(node.name, { includeNodeParameters: true })
		.filter(({ type, parameters }) => type === node.type && mayCompare(parameters))
		.map(({ name }) => name);
	if (names.length) return names;
	throw new NodeOperationError(
		node,
		'There is no Get Changes node before this one. Connect it after the Get Changes node whose changes it should confirm',
	);
}

function mayCompare({ operation, compare }: INodeParameters = {}): boolean {
	if (isExpression(operation) || operation === 'getChanges') return true;
	return operation === 'audit' && (compare === true || isExpression(compare));
}

function isExpression(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('=');
}
