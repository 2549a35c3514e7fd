import type { IExecuteFunctions } from 'n8n-workflow';
import { v4 } from 'uuid';

/** One call of a tool, with all of n8n's tries of it. */
interface ToolCall {
	name: string;
	/** How many have begun. */
	tries: number;
}

/** By the arguments that n8n hands over: the same object for each try of a call. */
const calls = new WeakMap<object, ToolCall>();

/** Whether an AI agent or an MCP client has the node as its tool: n8n makes a type of its own of ours for that. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool') || context.isToolExecution?.() === true;
}

/**
 * Whether what goes wrong becomes an item, instead of ending the run. That of a tool always does, so that a model
 * reads what happened: of an error thrown, agents up to 2.x hand an empty text on, and those of 3.x the message
 * without the advice. Under Retry On Fail that holds for the last try. In agents of 3.x n8n tries again by itself
 * where the first item carries `error`; in others (n8n-core, `makeHandleToolInvocation`) only what is thrown makes it
 * try again.
 */
export function goesOn(context: IExecuteFunctions): boolean {
	if (!isTool(context)) return context.continueOnFail();
	const call = callWithTries(context);
	return !call || call.tries >= maxTries(context);
}

/** Counts one more try, where n8n hands a call over in a way by which it can be told. To be called once a run. */
export function beginTry(context: IExecuteFunctions): void {
	const call = callWithTries(context);
	if (call) call.tries += 1;
}

/**
 * What tells this run of the node from its other runs in the execution: n8n's run index. Of a tool that n8n counts
 * up for each try, and begins at the same number for calls side by side; there it is a name made up for the call.
 */
export function callOf(context: IExecuteFunctions): number | string {
	return callWithTries(context)?.name ?? Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
}

function callWithTries(context: IExecuteFunctions): ToolCall | undefined {
	if (!context.isToolExecution?.()) return undefined;
	const args: unknown = context.getInputData()[0]?.json;
	if (typeof args !== 'object' || args === null) return undefined;
	const call = calls.get(args) ?? { name: v4(), tries: 0 };
	calls.set(args, call);
	return call;
}

/** As n8n counts them. */
function maxTries(context: IExecuteFunctions): number {
	const { retryOnFail, maxTries: wished } = context.getNode();
	return retryOnFail === true ? Math.min(5, Math.max(2, wished ?? 3)) : 1;
}

/** Where an execution keeps which calls have written: beside its data, so that it is there after a Wait, too. */
const WRITES = 'offBlocksWrites';

/** Whether a call may write, where an execution is allowed so many; it counts as having written then. */
export function countWrite(context: IExecuteFunctions, itemIndex: number, most: number): boolean {
	const kept = context.getContext('node');
	const writes = (kept[WRITES] ?? []) as string[];
	const write = `${callOf(context)}/${itemIndex}`;
	if (!writes.includes(write)) {
		if (writes.length >= most) return false;
		kept[WRITES] = [...writes, write];
	}
	return true;
}
