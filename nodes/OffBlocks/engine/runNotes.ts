import type { IExecuteFunctions } from 'n8n-workflow';

// Where an execution keeps what a node may need again: beside its data, so that it is there when n8n tries the
// node again, when it resumes the execution after a Wait, and when somebody retries it; and nowhere else.
const KEY = 'offBlocks';

interface Stored {
	runIndex: number;
	notes: object;
}

/** What an earlier try of this run of the node noted; undefined at the first one. */
export function notesOfRun<Notes extends object>(context: IExecuteFunctions): Notes | undefined {
	const stored = context.getContext('node')[KEY] as Stored | undefined;
	return stored?.runIndex === runIndexOf(context) ? (stored.notes as Notes) : undefined;
}

/** Notes something for a further try of this run of the node. It must be fit for JSON. */
export function noteInRun(context: IExecuteFunctions, notes: object): void {
	context.getContext('node')[KEY] = { runIndex: runIndexOf(context), notes } satisfies Stored;
}

/** Counts up in a loop, and stays the same when n8n tries a node again. */
function runIndexOf(context: IExecuteFunctions): number {
	return Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
}
