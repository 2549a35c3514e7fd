// Workflows whose nodes stand one behind the other, for the soak, the tests and the benchmarks.
import { randomUUID } from 'node:crypto';
import type { WorkflowFile, WorkflowNode } from '../demo/n8n-types.mts';

/** A node without its place. */
export type Part = Pick<WorkflowNode, 'name' | 'type' | 'parameters'> & {
	/** Default 1. */
	typeVersion?: number;
	webhookId?: string;
	[option: string]: unknown;
};

/** A workflow of these nodes; those of this package get the credential. */
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
		parts.slice(1).map((part, index) => [parts[index].name, to(part.name)]),
	);
	return { name, nodes, connections, settings: { executionOrder: 'v1' } };
}
