// test/e2e/agent has the same with n8n's agent, which hands over one object for all tries of a call.
import type { IExecuteFunctions } from 'n8n-workflow';
import { beginTry, callOf, goesOn } from '../../../nodes/OffBlocks/engine/toolCall.ts';

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

/** For which tries what goes wrong becomes an item; n8n makes at least two and at most five, else three. */
it.each<[object, number]>([
	[{}, 1],
	[{ retryOnFail: false, maxTries: 4 }, 1],
	[{ retryOnFail: true }, 3],
	[{ retryOnFail: true, maxTries: 1 }, 2],
	[{ retryOnFail: true, maxTries: 4 }, 4],
	[{ retryOnFail: true, maxTries: 9 }, 5],
])('a tool with %j goes on at try %i', (settings, last) => {
	const args = {};
	const tool = {
		...context(args),
		getNode: () => ({ type: 'offBlocksTool', ...settings }),
	} as unknown as IExecuteFunctions;
	const goesOnAt: boolean[] = [];
	for (let tries = 0; tries < last; tries += 1) {
		beginTry(tool);
		goesOnAt.push(goesOn(tool));
	}
	expect(goesOnAt).toEqual([...Array<boolean>(last - 1).fill(false), true]);
});
