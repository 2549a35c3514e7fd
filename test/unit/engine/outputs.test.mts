import type { IExecuteFunctions } from 'n8n-workflow';
import { Parameters } from '../../../nodes/OffBlocks/engine/ItemParameters.ts';
import { readOutputs, toOutputs } from '../../../nodes/OffBlocks/engine/outputs.ts';

const parametersOf = (outputs: unknown) =>
	new Parameters(
		{
			getNodeParameter: () => outputs,
			getNode: () => ({ type: 'offBlocks', parameters: { outputs } }),
		} as unknown as IExecuteFunctions,
		0,
	);

it.each(['both', 'items', 'summary'])('%s is one of the outputs', (outputs) => {
	const parameters = parametersOf(outputs);
	expect(readOutputs(parameters)).toBe(outputs);
	expect(() => parameters.check()).not.toThrow();
});

it.each(['all', '', 7, undefined])('%j, from an expression, is refused in words', (outputs) => {
	const parameters = parametersOf(outputs);
	readOutputs(parameters);
	expect(() => parameters.check()).toThrow('Outputs must be "both", "items" or "summary"');
});

it('one output holds what was asked for, two hold both', () => {
	const [item, summary] = [{ json: { id: 1 } }, { json: { count: 1 } }];
	expect(toOutputs('both', [item], summary)).toEqual([[item], [summary]]);
	expect(toOutputs('items', [item], summary)).toEqual([[item]]);
	expect(toOutputs('summary', [item], summary)).toEqual([[summary]]);
});
