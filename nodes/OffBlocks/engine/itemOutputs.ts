import type { INodeExecutionData } from 'n8n-workflow';

/** By output, what came of one input item. */
export type ItemOutputs = INodeExecutionData[][];

/** Joins what each input item gave, output by output. */
export function byOutput(given: ItemOutputs[]): ItemOutputs {
	const count = given.reduce((most, outputs) => Math.max(most, outputs.length), 1);
	return Array.from({ length: count }, (_, output) =>
		given.length === 1
			? (given[0][output] ?? [])
			: given.flatMap((outputs) => outputs[output] ?? []),
	);
}

/** Output items in the order of the input items that they are paired with. */
export function inInputOrder(items: INodeExecutionData[]): INodeExecutionData[] {
	const indexOf = ({ pairedItem }: INodeExecutionData) =>
		(pairedItem as { item: number } | undefined)?.item ?? 0;
	return items.sort((one, other) => indexOf(one) - indexOf(other));
}
