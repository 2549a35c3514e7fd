// test/e2e/agent has the same with n8n's agent, which hands over one object for all tries of a call.
import type { IExecuteFunctions } from 'n8n-workflow';
import { callOf } from '../../../nodes/OffBlocks/engine/toolCall.ts';

const context = (args: unknown, isTool = true, runIndex = 3) =>
	({
		getWorkflowDataProxy: () => ({ $runIndex: runIndex }),
		isToolExecution: () => isTool,
		getInputData: () => [{ json: args }],
	}) as unknown as IExecuteFunctions;

it('the tries of one call of a tool have one name, another call has another', () => {
	const [first, second] = [{ id: 1 }, { id: 1 }];
	const name = callOf(context(first, true, 0));
	expect(name).toMatch(/^[\da-f-]{36}$/);
	expect(callOf(context(first, true, 1))).toBe(name);
	expect(callOf(context(second))).not.toBe(name);
});

it('a node in a workflow has its run index', () => {
	expect(callOf(context({}, false))).toBe(3);
	expect(callOf(context(undefined))).toBe(3);
});
