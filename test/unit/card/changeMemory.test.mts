import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Baseline } from '../../../nodes/OffBlocks/resources/card/audit';
import {
	baselineFor,
	confirmLook,
	handOn,
	looksOf,
	recall,
	remember,
	type Memory,
} from '../../../nodes/OffBlocks/resources/card/changes/changeMemory';

const BASELINE: Baseline = {
	version: 1,
	at: '1',
	scope: 'programme',
	watched: ['status'],
	cards: 'a\ta',
};
const STEP = { at: '2', watched: ['status'] as Baseline['watched'], put: 'b\ta', gone: 'a' };
const MEMORY: Memory = {
	version: 2,
	owner: { workflowId: 'w', api: 'x' },
	noted: true,
	baseline: BASELINE,
	pending: { token: 'seven', executionId: '7', step: STEP, confirmed: false },
};

/** A node in an execution, with the workflow's static data. */
function nodeIn(data: IDataObject, id = 'node-1', flow: IDataObject = {}): IExecuteFunctions {
	return {
		getWorkflowStaticData: () => data,
		getContext: () => flow,
		getNode: () => ({ id, name: 'Get Changes' }),
	} as unknown as IExecuteFunctions;
}

let data: IDataObject;
beforeEach(() => {
	data = { 'somebody else': { baseline: 1 } };
	remember(nodeIn(data), MEMORY);
});
const look = { nodeId: 'node-1', token: 'seven' };

it('noted: what a run found is not in the baseline of any run', async () => {
	for (const token of ['seven', 'eight']) {
		expect(await baselineFor(token, MEMORY)).toEqual(BASELINE);
	}
});

it('handed on: said in the execution alone, by the name of the node', () => {
	const flow = {};
	handOn(nodeIn(data, 'node-1', flow), 'seven');
	expect(looksOf(nodeIn(data, 'confirm', flow))).toEqual({ 'Get Changes': look });
	handOn(nodeIn(data, 'node-1', flow), undefined);
	expect(looksOf(nodeIn(data, 'confirm', flow))['Get Changes']).toBeUndefined();
});

it('confirmed: the next run has it in its baseline, a further try of the same run has not', async () => {
	expect(confirmLook(nodeIn(data, 'confirm'), look)).toBe(true);
	const memory = recall(nodeIn(data))!;
	expect(await baselineFor('eight', memory)).toEqual({ ...BASELINE, at: '2', cards: 'b\ta' });
	expect(await baselineFor('seven', memory)).toEqual(BASELINE);
	expect(data['somebody else']).toEqual({ baseline: 1 });
});

it.each([
	['another run', { ...look, token: 'eight' }],
	['another node', { ...look, nodeId: 'node-2' }],
])('confirms nothing of %s, and says so', (_, other) => {
	expect(confirmLook(nodeIn(data, 'confirm'), other)).toBe(false);
	expect(recall(nodeIn(data))).toEqual(MEMORY);
});

it('remembers by the id of the node', () => {
	expect(recall(nodeIn(data, 'node-2'))).toBeUndefined();
});
