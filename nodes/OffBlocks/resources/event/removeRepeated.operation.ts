import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { CardOperation } from '../../engine/Operation';
import { showFor } from '../card/fields';
import { mapInSlices } from '../../shared/slices';
import type { Parameters } from '../../engine/ItemParameters';
import { plainNumber, plainText } from '../../shared/values';
import { noteSeen } from './seenValues';

const HISTORY = { preset: 10_000, max: 100_000 };

/** Lets each event, or finding of an audit, through one time. It calls nobody. */
export const removeRepeated: CardOperation = {
	option: {
		name: 'Remove Repeated Events',
		value: 'removeRepeated',
		action: 'Remove repeated events',
		description:
			'Hand on only what this node has not handed on before, in this execution or an earlier one: events that come again, findings that an audit has each day',
	},
	fields: showFor(
		['removeRepeated'],
		[
			{
				displayName:
					'What comes through counts as seen from then on, also where a later node fails. In an execution started by hand everything comes through, and nothing is noted.',
				name: 'repeatedNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Value to Compare',
				name: 'dedupeValue',
				type: 'string',
				required: true,
				default: '={{ $json.eventId || $json.id }}',
				description: 'What tells one event, or one finding, from another',
			},
			{
				displayName: 'History Size',
				name: 'historySize',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: HISTORY.max, numberPrecision: 0 },
				default: 10_000,
				description:
					'How many of the latest values are remembered for the workflow, in the database of n8n. OffBlocks repeats an event for 24 hours: as many as come in a day.',
			},
		],
	),
	prepare(parameters) {
		const value = plainText(parameters.value('dedupeValue'));
		if (!value) {
			parameters.problem(
				'Value to Compare is empty: without it, this item cannot be told from others',
			);
		}
		const keep = readHistorySize(parameters);
		return {
			orderKey: 'seen',
			async run({ context, itemIndex }) {
				const first = await firstOfEach(context, keep);
				if (first.get(value) !== itemIndex) return [[]];
				return [[{ ...context.getInputData()[itemIndex], pairedItem: { item: itemIndex } }]];
			},
		};
	},
};

function readHistorySize(parameters: Parameters): number {
	const size = plainNumber(parameters.value('historySize', HISTORY.preset));
	if (!Number.isInteger(size) || size < 1 || size > HISTORY.max) {
		parameters.problem(`History Size must be a whole number from 1 to ${HISTORY.max}`);
	}
	return size;
}

/** What the first item of a run has found for all of them. */
const found = new WeakMap<IExecuteFunctions, Promise<Map<string, number>>>();

/** The values that come through, each with the index of the item that it comes with. */
function firstOfEach(context: IExecuteFunctions, keep: number): Promise<Map<string, number>> {
	const known = found.get(context);
	if (known) return known;
	const first = findFirst(context, keep);
	found.set(context, first);
	return first;
}

async function findFirst(context: IExecuteFunctions, keep: number): Promise<Map<string, number>> {
	const indexes = [...context.getInputData().keys()];
	const values = await mapInSlices(indexes, (at) =>
		plainText(context.getNodeParameter('dedupeValue', at)),
	);
	const first = new Map<string, number>();
	values.forEach((value, at) => value && !first.has(value) && first.set(value, at));
	if (context.getMode() === 'manual') return first;
	try {
		// All of one run must fit, or the next would take its first ones for new.
		const fresh = await noteSeen(context, [...first.keys()], Math.max(keep, 2 * first.size));
		return new Map([...first].filter(([value]) => fresh.has(value)));
	} catch (error) {
		throw new NodeOperationError(
			context.getNode(),
			"n8n's database did not note what this node has seen, so nothing was handed on",
			{
				description: `Retry the execution once n8n's database answers again (${(error as Error).message}).`,
			},
		);
	}
}
