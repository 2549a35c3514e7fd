import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { advance, type Baseline, type Step } from '../audit';
import { inSlices } from './inSlices';

// Where baselines live: the workflow's static data, the one store that n8n gives a community node (data
// tables are for n8n's own nodes alone). n8n saves it when an execution ends, on main or on a worker, also
// one that FAILED, and never a manual one (execution-lifecycle-hooks.js, workflowExecuteAfter). So what is
// new is kept beside the baseline until it is confirmed: docs/audits.md says why.
const KEY = 'offBlocksCardChanges';

/** Changes that were handed out and not confirmed yet. */
interface Pending {
	executionId: string;
	/** Name of the node that handed them out. */
	node: string;
	step: Step;
}

/** What is remembered for one Get Changes node. */
export interface Memory {
	baseline?: Baseline;
	pending?: Pending;
}

/** What this node remembers. The key is the node's id, so that a new name loses nothing. */
export function recall(context: IExecuteFunctions): Memory {
	const stored = context.getWorkflowStaticData('global')[keyOf(context.getNode().id)];
	return (stored ?? {}) as Memory;
}

export function remember(context: IExecuteFunctions, memory: Memory): void {
	// The whole entry: n8n notices a change only of what it hands out itself.
	context.getWorkflowStaticData('global')[keyOf(context.getNode().id)] =
		memory as unknown as IDataObject;
}

/** Makes the changes that these nodes handed out in this execution part of their baselines. */
export async function confirm(context: IExecuteFunctions, nodes: string[]): Promise<void> {
	const data = context.getWorkflowStaticData('global');
	for (const key of Object.keys(data).filter((name) => name.startsWith(`${KEY}:`))) {
		const { baseline, pending } = data[key] as unknown as Memory;
		if (!baseline || pending?.executionId !== context.getExecutionId()) continue;
		if (!nodes.includes(pending.node)) continue;
		const memory: Memory = { baseline: await inSlices(advance(baseline, pending.step)) };
		data[key] = memory as unknown as IDataObject;
	}
}

function keyOf(nodeId: string): string {
	return `${KEY}:${nodeId}`;
}
