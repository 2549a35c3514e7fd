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
			'Put this behind everything that must have happened before the changes of a Get Changes node count as seen',
	},
	fields: [
		{
			displayName:
				'Changes that a Get Changes node (or an Audit that compares) before this one found in this execution will not come again. Nothing is sent to OffBlocks; the input is handed on. No Wait of more than 65 seconds can stand between the two.',
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
		`Changes cannot be confirmed: n8n did not hand on what "${gone.join('", "')}" noted in this execution`,
		{ description: whyGone(context) },
	);
}

function whyGone(context: IExecuteFunctions): string {
	const again = 'The same changes come again in the next run.';
	if (context.getMode() === 'retry') {
		return `n8n hands on nothing of it to an execution that is retried. ${again}`;
	}
	const waits = waitsBefore(context);
	const where = waits.length ? `"${waits.join('", "')}"` : 'it';
	return `n8n hands on nothing of it behind a Wait of more than 65 seconds. Put Confirm Changes before ${where}, or put what has to wait into a workflow that an Execute Sub-workflow node calls without waiting for it. ${again}`;
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
		'There is no Get Changes node before this one. Connect it behind the one whose changes it is to confirm',
	);
}

function mayCompare({ operation, compare }: INodeParameters = {}): boolean {
	if (isExpression(operation) || operation === 'getChanges') return true;
	return operation === 'audit' && (compare === true || isExpression(compare));
}

function isExpression(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('=');
}
