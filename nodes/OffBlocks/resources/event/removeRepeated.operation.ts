import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Parameters } from '../../engine/ItemParameters';
import type { PreparedItem, RunOperation } from '../../engine/Operation';
import { noteInRun, notesOfRun } from '../../engine/runNotes';
import { isTrial } from '../../engine/trial';
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
			'Let through only items this node has not seen before, in this or an earlier execution. For repeated events, and for findings an audit has every day.',
	},
	fields: [
		{
			displayName:
				'Items that pass are remembered at once, even if a later node fails. Manual executions, and sub-workflows they call, let everything through and remember nothing.',
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
			description: 'The value that identifies an event or a finding',
		},
		{
			displayName: 'History Size',
			name: 'historySize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: HISTORY.max, numberPrecision: 0 },
			default: 10_000,
			description:
				"How many of the latest values to remember for the workflow, in n8n's database. OffBlocks repeats events for 24 hours, so choose at least as many as you get per day.",
		},
	],
	subtitle: 'remove repeated events',
	tool: 'Not useful to an agent: in a workflow, it lets each event through once. Do not call it.',
	risk: 'read',
	needsCredential: false,
	prepare(parameters) {
		const value = plainText(parameters.value('dedupeValue'));
		if (!value) {
			parameters.problem(
				'Value to Compare is empty, so this item cannot be told apart from others',
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

/** What is noted of one run of the node, for a further try of it. */
interface Handed {
	/** Values of which it is known whether they are new. */
	known: string[];
	/** Those of them that were handed on: a further try hands on the same. */
	through: string[];
	/** Values of which nobody knows whether n8n's database has noted them: rather twice than never. */
	inDoubt: string[];
}

/** The values that this run of the node hands on: what it has not seen before, and all of them in a trial. */
async function freshOf(
	context: IExecuteFunctions,
	values: string[],
	keep: number,
): Promise<Set<string>> {
	if (await isTrial(context)) return new Set(values);
	const earlier = notesOfRun<Handed>(context) ?? { known: [], through: [], inDoubt: [] };
	const isKnown = new Set(earlier.known);
	const open = values.filter((value) => !isKnown.has(value));
	if (!open.length) return new Set(earlier.through);
	noteInRun(context, { ...earlier, inDoubt: open } satisfies Handed);
	const fresh = await note(context, open, keep);
	const isDoubtful = new Set(earlier.inDoubt);
	const news = open.filter((value) => fresh.has(value) || isDoubtful.has(value));
	const through = [...earlier.through, ...news];
	noteInRun(context, { known: [...earlier.known, ...open], through, inDoubt: [] } satisfies Handed);
	return new Set(through);
}

async function note(
	context: IExecuteFunctions,
	values: string[],
	keep: number,
): Promise<Set<string>> {
	try {
		// All of one run must fit, or the next would take its first ones for new.
		return await noteSeen(context, values, Math.max(keep, 2 * values.length));
	} catch (error) {
		throw new NodeOperationError(
			context.getNode(),
			"n8n's database did not save what this node has seen, so no item was let through",
			{
				description: `Retry the execution once n8n's database answers again (${(error as Error).message}).`,
			},
		);
	}
}
