// Workflows whose nodes stand one behind the other, for the soak, the tests and the benchmarks.
import { randomUUID } from 'node:crypto';
import type { WorkflowFile, WorkflowNode } from '../tools/n8n-types.mts';

/** A node without its place. */
export type Part = Pick<WorkflowNode, 'name' | 'type' | 'parameters'> & {
	/** Default 1. */
	typeVersion?: number;
	webhookId?: string;
	[option: string]: unknown;
};

const CALLED = 'n8n-nodes-base.executeWorkflowTrigger';

/** A workflow of these nodes; those of this package get the credential. Where another workflow calls, a chain begins. */
export function chain(name: string, parts: Part[], credentialId: string): WorkflowFile {
	const ours = ({ type }: Part) => type.startsWith('n8n-nodes-offblocks.');
	const nodes: WorkflowNode[] = parts.map((part, index) => ({
		id: randomUUID(),
		position: [index * 200, 0],
		...part,
		typeVersion: part.typeVersion ?? 1,
		...(ours(part) && { credentials: { offBlocksApi: { id: credentialId, name: 'OffBlocks' } } }),
	}));
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const connections = Object.fromEntries(
		parts
			.slice(1)
			.flatMap((part, index) => (part.type === CALLED ? [] : [[parts[index].name, to(part.name)]])),
	);
	return { name, nodes, connections, settings: { executionOrder: 'v1' } };
}

/** A POST to this path, answered with all items of the last node. */
export const webhook = (name: string, path: string): Part => ({
	name,
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: {
		httpMethod: 'POST',
		path,
		responseMode: 'lastNode',
		responseData: 'allEntries',
		options: {},
	},
});

/** Two nodes by which a workflow calls itself: what comes behind them runs as its sub-workflow. */
export function callItself(): Part[] {
	return [
		{
			name: 'Call this workflow',
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			parameters: {
				workflowId: { __rl: true, mode: 'id', value: '={{ $workflow.id }}' },
				options: {},
			},
		},
		{
			name: 'Called',
			type: CALLED,
			typeVersion: 1.1,
			parameters: { inputSource: 'passthrough' },
		},
	];
}
