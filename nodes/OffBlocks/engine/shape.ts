import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../shared/alphabetical';
import { oneOf, readChoices } from '../shared/choices';
import { asTool } from './agent';
import type { Parameters } from './ItemParameters';

/** The forms in which things of a kind can come out. */
export interface Shape {
	/** The most useful fields; one that the thing lacks is null. */
	simplify(thing: IDataObject): IDataObject;
	/** Names of the fields that the API gives, for Selected Fields; none where there is no such choice. */
	fields?: readonly string[];
}

/** Of a thing that has so few fields that there is nothing to leave out, and so no choice. */
export const WHOLE: Shape = { simplify: (thing) => thing };

/** Puts a thing into the form that was asked for. */
export type Shaper = (thing: IDataObject) => IDataObject;

const SIMPLIFIED = {
	name: 'Simplified',
	value: 'simplified',
	description: 'The most useful fields',
};
const RAW = { name: 'Raw', value: 'raw', description: 'All fields, as returned by OffBlocks' };
const SELECTED = {
	name: 'Selected Fields',
	value: 'selectedFields',
	description: 'Only the fields you choose',
};

/**
 * The choice of how much comes out (n8n's UX guidelines, "Output"). A model is given the simplified form unless
 * a person says otherwise: it needs no address to work with a card, and should not be sent one unasked.
 *
 * @param forPeople the default where the node is no tool; absent where people have no choice and get everything
 */
export function outputFields(shape: Shape, forPeople?: 'simplified' | 'raw'): INodeProperties[] {
	if (shape === WHOLE) return [];
	const output: INodeProperties = {
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [RAW, ...(shape.fields ? [SELECTED] : []), SIMPLIFIED],
		default: 'simplified',
		description: 'How much of each result to output',
	};
	const choices = [
		...(forPeople === 'simplified'
			? [output]
			: [{ ...output, displayOptions: { show: asTool } } satisfies INodeProperties]),
		...(forPeople === 'raw'
			? [{ ...output, default: 'raw', displayOptions: { hide: asTool } } satisfies INodeProperties]
			: []),
	];
	if (!shape.fields) return choices;
	return [
		...choices,
		{
			displayName: 'Fields',
			name: 'fields',
			type: 'multiOptions',
			options: alphabetical(fieldOptions(shape.fields), ({ name }) => name),
			default: ['id'],
			description: 'Which fields to output',
			displayOptions: { show: { output: ['selectedFields'] } },
		},
	];
}

/** How an item wants its results; where the node has no such field, as `preset` says. */
export function readShape(
	parameters: Parameters,
	shape: Shape,
	preset: 'simplified' | 'raw' = 'raw',
): Shaper {
	const output = parameters.value('output', preset);
	if (output === 'raw') return (thing) => thing;
	if (output === 'simplified') return (thing) => shape.simplify(thing);
	if (output !== 'selectedFields' || !shape.fields) {
		parameters.problem('Output must be one of the options in the list');
		return (thing) => thing;
	}
	const read = oneOf(fieldOptions(shape.fields));
	const names = [...readChoices('Fields', parameters.value('fields', []), read, parameters)];
	if (!names.length) parameters.problem('Fields is empty');
	return (thing) => Object.fromEntries(names.map((name) => [name, thing[name] ?? null]));
}

function fieldOptions(fields: readonly string[]): Array<{ name: string; value: string }> {
	return fields.map((value) => ({ name: titleOf(value), value }));
}

/** "Account ID" of `accountId` */
function titleOf(field: string): string {
	return field
		.replace(/[A-Z]/g, (letter) => ` ${letter}`)
		.replace(/^./, (first) => first.toUpperCase())
		.replace(/\bId$/, 'ID');
}
