import type { ICheckProcessedOptions, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { advance, type Baseline, type Step } from '../audit';
import { inSlices } from '../../../shared/slices';
import type { Owner } from './owner';

// Where baselines live: the workflow's static data, the one store that n8n gives a community node (data
// tables are for n8n's own nodes alone). n8n saves it when an execution ends, on main or on a worker, also
// one that FAILED, and never a manual one (execution-lifecycle-hooks.js, workflowExecuteAfter). So what is
// new is kept beside the baseline, noted → handed on → confirmed: docs/memory.md.
const KEY = 'offBlocksCardChanges';

/** What the last look found. */
export interface Pending {
	/** Names one run of the node in one execution, for all of n8n's tries. */
	token: string;
	/** For people: n8n gives the same id again with a fresh database. */
	executionId: string;
	step: Step;
	/** Whether it counts as seen: the next look begins with the baseline after this step. */
	confirmed: boolean;
}

/** What is remembered for one node that compares. */
export interface Memory {
	version: 2;
	owner: Owner;
	/** Whether n8n's database has a note of it, see `noteMemory`. */
	noted: boolean;
	baseline: Baseline;
	pending?: Pending;
}

/** What this node remembers, whoever owns it. The key is the node's id, so that a new name loses nothing. */
export function recall(context: IExecuteFunctions): Memory | undefined {
	return read(context, context.getNode().id);
}

export function remember(context: IExecuteFunctions, memory: Memory): void {
	write(context, context.getNode().id, memory);
}

/** The baseline that the run with this token compares with: what that run itself found is not in it yet. */
export async function baselineFor(token: string, memory: Memory): Promise<Baseline> {
	const { baseline, pending } = memory;
	const isSettled = pending?.confirmed === true && pending.token !== token;
	return isSettled ? await inSlices(advance(baseline, pending.step)) : baseline;
}

/**
 * Makes what a run found count as seen.
 *
 * @param look as `handOn` noted it
 * @returns false where nothing of that run is remembered
 */
export function confirmLook(context: IExecuteFunctions, { nodeId, token }: Look): boolean {
	const memory = read(context, nodeId);
	if (memory?.pending?.token !== token) return false;
	write(context, nodeId, { ...memory, pending: { ...memory.pending, confirmed: true } });
	return true;
}

/** Changes that a node handed on in this execution and that wait for their confirmation. */
interface Look {
	nodeId: string;
	token: string;
}

/** Says to the nodes behind, in this execution alone, that there are changes to confirm; or that there are none. */
export function handOn(context: IExecuteFunctions, token: string | undefined): void {
	const { id: nodeId, name } = context.getNode();
	const flow = context.getContext('flow');
	flow[KEY] = { ...looksOf(context), [name]: token === undefined ? undefined : { nodeId, token } };
}

/** By the name of the node, what was handed on in this execution. */
export function looksOf(context: IExecuteFunctions): Record<string, Look | undefined> {
	return (context.getContext('flow')[KEY] ?? {}) as Record<string, Look | undefined>;
}

function read(context: IExecuteFunctions, nodeId: string): Memory | undefined {
	const stored = context.getWorkflowStaticData('global')[`${KEY}:${nodeId}`];
	return stored as Memory | undefined;
}

function write(context: IExecuteFunctions, nodeId: string, memory: Memory): void {
	// The whole entry: n8n notices a change only of what it hands out itself.
	context.getWorkflowStaticData('global')[`${KEY}:${nodeId}`] = memory as unknown as IDataObject;
}

/**
 * Notes that this node remembers cards, where n8n keeps it in another way than static data: in its
 * database, of each workflow and node, on main and on workers alike (deduplication-helper.js).
 *
 * @returns whether it is noted. It is a net under the memory, and no reason for a look to fail.
 */
export async function noteMemory(context: IExecuteFunctions): Promise<boolean> {
	try {
		await context.helpers.checkProcessedAndRecord([KEY], 'node', NOTES);
		return true;
	} catch {
		// Of two first looks that end together, one finds the other's note in its place.
		return (await isMemoryNoted(context)) === true;
	}
}

/** Whether this node has noted in this database that it remembers cards; undefined where n8n cannot say. */
export async function isMemoryNoted(context: IExecuteFunctions): Promise<boolean | undefined> {
	try {
		return (await context.helpers.getProcessedDataCount('node', NOTES)) > 0;
	} catch {
		return undefined;
	}
}

const NOTES: ICheckProcessedOptions = { mode: 'entries', maxEntries: 1 };
