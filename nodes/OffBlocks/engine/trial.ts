import type { IExecuteFunctions, RelatedExecution, WorkflowExecuteMode } from 'n8n-workflow';

/** Executions that people start to see what happens. */
const TRIALS: WorkflowExecuteMode[] = ['manual', 'evaluation'];

/** How many callers of callers are asked for. */
const DEPTH = 20;

/**
 * Whether somebody started this execution by hand, or the execution that called this sub-workflow.
 *
 * A sub-workflow's own mode is `integrated` in any case, and n8n saves what it remembers. How its caller was
 * started stands in what n8n stores of the sub-workflow's execution before it begins (n8n-core 2.41.1,
 * base-execute-context.js, executeWorkflow); so it is still there after a Wait. Where it is not, the execution
 * counts as a real one: to note nothing of it would be worse.
 */
export async function isTrial(context: IExecuteFunctions): Promise<boolean> {
	let mode: WorkflowExecuteMode | undefined = context.getMode();
	let id: string | undefined = context.getExecutionId();
	for (let depth = 0; mode === 'integrated' && id && depth < DEPTH; depth += 1) {
		const caller: RelatedExecution | undefined = await callerOf(context, id);
		mode = caller?.executionContext?.source;
		id = caller?.executionId;
	}
	return mode !== undefined && TRIALS.includes(mode);
}

async function callerOf(
	context: IExecuteFunctions,
	id: string,
): Promise<RelatedExecution | undefined> {
	try {
		return (await context.getExecutionDataById(id))?.parentExecution;
	} catch {
		return undefined;
	}
}
