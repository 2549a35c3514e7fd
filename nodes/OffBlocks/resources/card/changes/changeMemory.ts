import type { ICheckProcessedOptions, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { advance, type Baseline, type Step } from '../audit';
import { inSlices } from '../../../shared/slices';

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

/**
 * Notes that this node remembers cards, where n8n keeps it in another way than static data: in its
 * database, of each workflow and node, on main and on workers alike (deduplication-helper.js).
 */
export async function noteMemory(context: IExecuteFunctions): Promise<void> {
	await ifN8nCan(() => context.helpers.checkProcessedAndRecord([KEY], 'node', NOTES));
}

/** Whether this node has noted in an earlier execution that it remembers cards. */
export async function isMemoryNoted(context: IExecuteFunctions): Promise<boolean> {
	return !!(await ifN8nCan(() => context.helpers.getProcessedDataCount('node', NOTES)));
}

const NOTES: ICheckProcessedOptions = { mode: 'entries', maxEntries: 1 };

/**
 * The note is a net under the memory, and no reason for a look to fail: n8n has none of a workflow without
 * an id, and of two first looks that end together one finds the other's in its place.
 */
async function ifN8nCan<T>(ask: () => Promise<T>): Promise<T | undefined> {
	try {
		return await ask();
	} catch {
		return undefined;
	}
}

function keyOf(nodeId: string): string {
	return `${KEY}:${nodeId}`;
}
