import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Baseline } from '../../../nodes/OffBlocks/resources/card/audit';
import {
	confirm,
	recall,
	remember,
} from '../../../nodes/OffBlocks/resources/card/changes/changeMemory';

const BASELINE: Baseline = {
	version: 1,
	at: '1',
	scope: 'programme',
	watched: ['status'],
	cards: 'a\ta',
};
const STEP = { at: '2', watched: ['status'] as Baseline['watched'], put: 'b\ta', gone: 'a' };

/** A node in an execution, with the workflow's static data. */
function nodeIn(executionId: string, data: IDataObject, id = 'node-1'): IExecuteFunctions {
	return {
		getWorkflowStaticData: () => data,
		getNode: () => ({ id, name: 'Get Changes' }),
		getExecutionId: () => executionId,
	} as unknown as IExecuteFunctions;
}

const pending = { executionId: '7', node: 'Get Changes', step: STEP };
let data: IDataObject;
beforeEach(() => {
	data = { 'somebody else': { baseline: 1 } };
	remember(nodeIn('7', data), { baseline: BASELINE, pending });
});

it('moves the baseline on by what the named node found in this execution', async () => {
	await confirm(nodeIn('7', data, 'confirm'), ['Get Changes']);
	expect(recall(nodeIn('8', data))).toEqual({
		baseline: { ...BASELINE, at: '2', cards: 'b\ta' },
	});
	expect(data['somebody else']).toEqual({ baseline: 1 });
});

it.each([
	['what another execution found, which may have failed', '8', ['Get Changes']],
	['what a node found that does not lead here', '7', ['Other']],
])('leaves %s', async (_, executionId, nodes) => {
	await confirm(nodeIn(executionId, data, 'confirm'), nodes);
	expect(recall(nodeIn('9', data))).toEqual({ baseline: BASELINE, pending });
});

it('remembers by the id of the node', () => {
	expect(recall(nodeIn('7', data, 'node-2'))).toEqual({});
});
