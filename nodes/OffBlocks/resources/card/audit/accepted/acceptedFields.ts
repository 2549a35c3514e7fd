import type { INodeProperties } from 'n8n-workflow';
import { ParameterError } from '../../../../api/ParameterError';
import type { Parameters } from '../../../../engine/ItemParameters';
import type { Calendar } from '../../../../shared/Calendar';
import type { AcceptedRow } from './AcceptedList';
import { readRow, type RowScene } from './readRow';

const ROW =
	'Columns: "finding" (its ID), or "rule" and "card" (or "account"); "reason"; "by" (who accepted it); "until" (a date; to its end; empty for no end)';

export const acceptedFields: INodeProperties[] = [
	{
		displayName: 'Accepted Findings',
		name: 'acceptedFrom',
		type: 'options',
		options: [
			{ name: 'None', value: 'none' },
			{
				name: 'Input Items',
				value: 'input',
				description: `Each input item is a row of the list, e.g. from a data table, a spreadsheet or a form. The audit runs once for all of them. ${ROW}.`,
			},
			{ name: 'List', value: 'list', description: `An expression or JSON. ${ROW}.` },
		],
		default: 'none',
		description:
			'Findings that somebody knows of and does not want reported until a date: they are counted apart and shown with their reason',
	},
	{
		displayName: 'Accepted List',
		name: 'acceptedList',
		type: 'json',
		default: '[]',
		placeholder: 'e.g. {{ $("Get rows").all() }}',
		hint: 'The data table node needs Always Output Data, or no audit runs while the table is empty',
		description: ROW,
		displayOptions: { show: { acceptedFrom: ['list'] } },
	},
];

/** What an item says of accepted findings. */
export interface Accepted {
	/** The item itself, where each is a row. */
	rows: AcceptedRow[];
	/** Rows of a list, not read yet: there may be 100,000. */
	given: unknown[];
	scene: Omit<RowScene, 'problem'>;
	/** Whether all input items together are the list. */
	fromInput: boolean;
	/** Whether there is a list, empty or not. */
	isGiven: boolean;
}

/** Reads where the list of an item is, or the row that the item itself is. */
export function readAccepted(
	parameters: Parameters,
	calendar: Calendar,
	rules: RowScene['rules'],
): Accepted {
	const from = parameters.value('acceptedFrom', 'none');
	const scene = { calendar, rules };
	const none = { rows: [], given: [], scene, fromInput: false, isGiven: false };
	if (from === 'input') {
		const problem = naming('Accepted Findings', (sentence) => parameters.problem(sentence));
		const row = readRow(parameters.inputItem(), { ...scene, problem });
		return { ...none, rows: row ? [row] : [], fromInput: true, isGiven: true };
	}
	if (from === 'list') return { ...none, given: listOf(parameters), isGiven: true };
	if (from !== 'none') {
		parameters.problem('Accepted Findings must be "none", "input" or "list"');
	}
	return none;
}

/**
 * Reads the rows of a list. It yields often.
 *
 * @throws {ParameterError} where one is not right
 */
export function* acceptedRows({ rows, given, scene }: Accepted): Generator<void, AcceptedRow[]> {
	const problems: string[] = [];
	const read = [...rows];
	for (const [index, one] of given.entries()) {
		const problem = naming(`Accepted List, row ${index + 1}`, (told) => problems.push(told));
		const row = readRow(jsonOf(one), { ...scene, problem });
		if (row) read.push(row);
		yield;
	}
	if (problems.length) throw new ParameterError(problems);
	return read;
}

/** Says of each sentence what it is about. */
function naming(which: string, tell: (sentence: string) => void): RowScene['problem'] {
	return (sentence) => tell(`${which}: ${sentence}`);
}

/** The rows as they were given: JSON, a list, or n8n's items. */
function listOf(parameters: Parameters): unknown[] {
	let given = parameters.value('acceptedList', '[]');
	if (typeof given === 'string') {
		try {
			given = JSON.parse(given.trim() || '[]');
		} catch {
			parameters.problem('Accepted List is not JSON');
			return [];
		}
	}
	if (Array.isArray(given)) return given;
	parameters.problem('Accepted List is not a list of rows');
	return [];
}

function jsonOf(row: unknown): unknown {
	const { json } = Object(row) as { json?: unknown };
	return typeof json === 'object' && json !== null ? json : row;
}
