import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Parameters } from '../../engine/ItemParameters';
import type { PreparedItem, RunOperation } from '../../engine/Operation';
import { plainNumber, plainText } from '../../shared/values';
import { noteSeen } from './seenValues';

const HISTORY = { preset: 10_000, max: 100_000 };

interface Order {
	/** What tells one event from another. */
	value: string;
	/** How many values are remembered. */
	keep: number;
}

/** Lets each event, or finding of an audit, through one time. It calls nobody. */
export const removeRepeated: RunOperation<Order> = {
	kind: 'run',
	option: {
		name: 'Remove Repeated Events',
		value: 'removeRepeated',
		action: 'Remove repeated events',
		description:
			'Hand on only what this node has not handed on before, in this execution or an earlier one: events that come again, findings that an audit has each day',
	},
	fields: [
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
	subtitle: 'remove repeated events',
	tool: 'Of no use to an agent: in a workflow it lets each event through one time. Do not call it.',
	risk: 'read',
	needsCredential: false,
	prepare(parameters) {
		const value = plainText(parameters.value('dedupeValue'));
		if (!value) {
			parameters.problem(
				'Value to Compare is empty: without it, this item cannot be told from others',
			);
		}
		return { value, keep: readHistorySize(parameters) };
	},
	async run({ context }, items) {
		const first = new Map<string, PreparedItem<Order>>();
		for (const item of items) {
			if (!first.has(item.prepared.value)) first.set(item.prepared.value, item);
		}
		const fresh = await freshOf(context, [...first.keys()], items[0].prepared.keep);
		const input = context.getInputData();
		return [
			[...first].flatMap(([value, { itemIndex }]) =>
				fresh.has(value) ? [{ ...input[itemIndex], pairedItem: { item: itemIndex } }] : [],
			),
		];
	},
};

function readHistorySize(parameters: Parameters): number {
	const size = plainNumber(parameters.value('historySize', HISTORY.preset));
	if (!Number.isInteger(size) || size < 1 || size > HISTORY.max) {
		parameters.problem(`History Size must be a whole number from 1 to ${HISTORY.max}`);
	}
	return size;
}

/** The values that this node has not seen before, all of them in an execution started by hand. */
async function freshOf(
	context: IExecuteFunctions,
	values: string[],
	keep: number,
): Promise<Set<string>> {
	if (context.getMode() === 'manual') return new Set(values);
	try {
		// All of one run must fit, or the next would take its first ones for new.
		return await noteSeen(context, values, Math.max(keep, 2 * values.length));
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
