import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

/**
 * The node's outputs, as an expression that n8n evaluates in the editor and when it runs: one, except where
 * an operation that looks at many cards is asked for two.
 */
export const OUTPUTS =
	'={{ ["audit", "getChanges"].includes($parameter.operation) && $parameter.output === "both" ? [{ type: "main", displayName: $parameter.operation === "audit" ? "Findings" : "Changes" }, { type: "main", displayName: "Summary" }] : ["main"] }}';

export type Output = 'items' | 'summary' | 'both';

/** Lets the user choose between single things, their summary, or both on two outputs. */
export const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'Both, on Two Outputs',
			value: 'both',
			description: 'The summary comes always, with zeros where there is nothing to report',
		},
		{ name: 'One Item Each', value: 'items', description: 'No item where there is nothing' },
		{ name: 'Summary', value: 'summary', description: 'One item, always' },
	],
	default: 'both',
	description: 'Whether single items come out, a summary of them, or both',
};

/** Makes output items of one input item. */
export function toItem(itemIndex: number): (json: object) => INodeExecutionData {
	return (json) => ({ json: json as IDataObject, pairedItem: { item: itemIndex } });
}

/** Puts items and summary on the outputs that were asked for. */
export function toOutputs(
	output: Output,
	items: INodeExecutionData[],
	summary: INodeExecutionData,
): INodeExecutionData[][] {
	if (output === 'both') return [items, [summary]];
	return [output === 'items' ? items : [summary]];
}
