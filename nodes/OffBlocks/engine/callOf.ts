import type { IExecuteFunctions } from 'n8n-workflow';
import { v4 } from 'uuid';

/** Names of the calls of a tool, by the arguments that n8n hands over: the same object for each try of a call. */
const calls = new WeakMap<object, string>();

/**
 * What tells this run of the node from its other runs in the execution: n8n's run index. Where an agent or an MCP
 * client calls the node as its tool, n8n counts that up for each try, and begins at the same number for calls
 * side by side (n8n-core, `makeHandleToolInvocation`); there it is a name made up for the call.
 */
export function callOf(context: IExecuteFunctions): number | string {
	const runIndex = Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
	if (!context.isToolExecution?.()) return runIndex;
	const args: unknown = context.getInputData()[0]?.json;
	if (typeof args !== 'object' || args === null) return runIndex;
	const name = calls.get(args) ?? v4();
	calls.set(args, name);
	return name;
}
