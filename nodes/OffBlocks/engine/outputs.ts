import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Parameters } from './ItemParameters';
import type { Resource } from './Operation';

/**
 * The node's outputs, as an expression that n8n evaluates in the editor and when it runs: one, except where
 * an operation that looks at many things is asked for two.
 */
export function outputsOf(resources: readonly Resource[], preset: Resource): `={{${string}}}` {
	const titles = Object.fromEntries(
		resources.flatMap(({ value, operations }) =>
			operations.flatMap(({ option, outputs }) =>
				outputs ? [[`${value}/${option.value}`, outputs]] : [],
			),
		),
	);
	return `={{ ((title) => title && $parameter.outputs === "both" ? [{ type: "main", displayName: title }, { type: "main", displayName: "Summary" }] : ["main"])((${JSON.stringify(titles)})[($parameter.resource || "${preset.value}") + "/" + $parameter.operation]) }}`;
}

type Outputs = 'items' | 'summary' | 'both';

/** Lets the user choose between single things, their summary, or both on two outputs. */
export const outputsField: INodeProperties = {
	displayName: 'Outputs',
	name: 'outputs',
	type: 'options',
	options: [
		{
			name: 'Both, on Two Outputs',
			value: 'both',
			description: 'The summary is always output, even if nothing was found',
		},
		{ name: 'Individual Items', value: 'items', description: 'No items if nothing was found' },
		{ name: 'Summary', value: 'summary', description: 'One item, always' },
	],
	default: 'both',
	description: 'Whether to output individual items, a summary, or both',
};

/** Which outputs an item asks for. */
export function readOutputs(parameters: Parameters): Outputs {
	const outputs = parameters.value('outputs', 'both');
	if (outputs !== 'both' && outputs !== 'items' && outputs !== 'summary') {
		parameters.problem('Outputs must be "both", "items" or "summary"');
	}
	return outputs as Outputs;
}

/** Makes output items of one input item. */
export function toItem(itemIndex: number): (json: object) => INodeExecutionData {
	return (json) => ({ json: json as IDataObject, pairedItem: { item: itemIndex } });
}

/** Puts items and summary on the outputs that were asked for. */
export function toOutputs(
	outputs: Outputs,
	items: INodeExecutionData[],
	summary: INodeExecutionData,
): INodeExecutionData[][] {
	if (outputs === 'both') return [items, [summary]];
	return [outputs === 'items' ? items : [summary]];
}
