// test/e2e/agent has the same with n8n's agents.
import type { IExecuteFunctions } from 'n8n-workflow';
import type { ApiRequest } from '../../../nodes/OffBlocks/api/types.ts';
import { toolWrite } from '../../../nodes/OffBlocks/engine/toolWrites.ts';

interface Given {
	type?: string;
	executionId?: string;
	/** What n8n keeps for the node in an execution; undefined where it keeps nothing. */
	kept?: Record<string, unknown>;
	args?: object;
}

function contextOf({ type = 'offBlocksTool', executionId = '7', kept, args = {} }: Given) {
	return {
		getNode: () => ({ type }),
		isToolExecution: () => type.endsWith('Tool'),
		getExecutionId: () => executionId,
		getInputData: () => [{ json: args }],
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		getContext() {
			if (!kept) throw new Error('nothing is kept');
			return kept;
		},
	} as unknown as IExecuteFunctions;
}

const post = (body: object = { amount: '1' }) =>
	({ method: 'POST', path: '/x', body }) as ApiRequest;
const derive = (call: string) => `key of ${call}`;

it.each<[string, Given, ApiRequest]>([
	['a node in a workflow', { type: 'offBlocks', kept: {} }, post()],
	['what changes a state', { kept: {} }, { ...post(), method: 'PATCH' }],
	['an MCP call without an execution', { kept: {}, executionId: '' }, post()],
	['an execution of which nothing is kept', {}, post()],
])('does not concern %s', (_, given, request) => {
	expect(toolWrite(contextOf(given), 0, request, derive)).toBeUndefined();
});

it('the same values are made once in an execution, whatever call asks', () => {
	const kept = {};
	const first = toolWrite(contextOf({ kept }), 0, post(), derive)!;
	expect(first).toMatchObject({ key: 'key of {"amount":"1"}', isAgain: false });
	expect(first.told([{ id: 1 }])).toEqual([{ id: 1 }]);

	const again = toolWrite(contextOf({ kept }), 0, post(), derive)!;
	expect(again).toMatchObject({ key: first.key, isAgain: true });
	expect(again.told([{ id: 1 }])).toEqual([
		{ id: 1, madeBefore: true, note: expect.stringContaining('nothing new was made') },
	]);

	const other = toolWrite(contextOf({ kept }), 0, post({ amount: '2' }), derive)!;
	expect(other).toMatchObject({ key: 'key of {"amount":"2"}', isAgain: false });
});

it('sent, but not known to have been made: the next try is the same write, and is told as the first', () => {
	const kept = {};
	const args = {};
	const first = toolWrite(contextOf({ kept, args }), 0, post(), derive)!;
	// Another body by an expression such as $now; n8n hands over the same object for each try of a call.
	const next = toolWrite(contextOf({ kept, args }), 0, post({ amount: '1', at: 2 }), derive)!;
	expect(next).toMatchObject({ key: first.key, isAgain: true });
	expect(next.told([{ id: 1 }])).toEqual([{ id: 1 }]);
	const item = toolWrite(contextOf({ kept, args }), 1, post({ amount: '3' }), derive)!;
	expect(item.isAgain).toBe(false);
});

it('a request without a body has a key, too', () => {
	const request = { method: 'POST', path: '/x' } as ApiRequest;
	expect(toolWrite(contextOf({ kept: {} }), 0, request, derive)?.key).toBe('key of null');
});
