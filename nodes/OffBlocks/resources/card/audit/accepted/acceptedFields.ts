import type { INodeProperties } from 'n8n-workflow';
import type { Parameters } from '../../../../engine/ItemParameters';
import type { Calendar } from '../../../../shared/Calendar';
import type { Rule } from '../types';
import type { AcceptedRow } from './AcceptedList';
import { readRow } from './readRow';

const ROW =
	'Columns: "finding" (its ID), or "rule" and "card"; "reason"; "by" (who accepted it); "until" (a date; to its end; empty for no end)';

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
	rows: AcceptedRow[];
	/** Whether all input items together are the list. */
	fromInput: boolean;
	/** Whether there is a list, empty or not. */
	isGiven: boolean;
}

/** Reads the list of an item, or the row that the item itself is. */
export function readAccepted(
	parameters: Parameters,
	calendar: Calendar,
	rules: readonly Rule[],
): Accepted {
	const from = parameters.value('acceptedFrom', 'none');
	const read = (row: unknown, which: string) =>
		readRow(row, {
			calendar,
			rules,
			problem: (sentence) => parameters.problem(`${which}: ${sentence}`),
		}) ?? [];
	if (from === 'input') {
		return {
			rows: [read(parameters.inputItem(), 'Accepted Findings')].flat(),
			fromInput: true,
			isGiven: true,
		};
	}
	if (from === 'list') {
		const rows = listOf(parameters).flatMap((row, index) =>
			read(row, `Accepted List, row ${index + 1}`),
		);
		return { rows, fromInput: false, isGiven: true };
	}
	if (from !== 'none') {
		parameters.problem('Accepted Findings must be "none", "input" or "list"');
	}
	return { rows: [], fromInput: false, isGiven: false };
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
	if (Array.isArray(given)) return given.map(jsonOf);
	parameters.problem('Accepted List is not a list of rows');
	return [];
}

function jsonOf(row: unknown): unknown {
	const { json } = Object(row) as { json?: unknown };
	return typeof json === 'object' && json !== null ? json : row;
}
