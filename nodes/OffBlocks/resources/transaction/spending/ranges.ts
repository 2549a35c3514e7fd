import type { INodeProperties } from 'n8n-workflow';
import { CollectionParameters } from '../../../engine/CollectionParameters';
import type { Parameters } from '../../../engine/ItemParameters';
import { dateField } from '../../../engine/list/filters';
import type { Calendar } from '../../../shared/Calendar';
import type { Range } from './group';

const DAY = 86_400_000;

/** The units that begin anew, and how many of them ago. */
const NAMED: Record<string, readonly [unit: 'day' | 'week' | 'month', ago: number]> = {
	today: ['day', 0],
	yesterday: ['day', 1],
	thisWeek: ['week', 0],
	lastWeek: ['week', 1],
	thisMonth: ['month', 0],
	lastMonth: ['month', 1],
};

const bounds = [
	dateField('From', 'from', 'Payments made at this moment or later'),
	dateField('Before', 'before', 'Payments made before this moment'),
];

export const rangeFields: INodeProperties[] = [
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		options: [
			{ name: 'All Time', value: 'all' },
			{ name: 'Custom', value: 'custom' },
			{ name: 'Last Month', value: 'lastMonth' },
			{ name: 'Last Week', value: 'lastWeek', description: 'From Monday on' },
			{ name: 'This Month', value: 'thisMonth', description: 'Until now' },
			{ name: 'This Week', value: 'thisWeek', description: 'From Monday until now' },
			{ name: 'Today', value: 'today' },
			{ name: 'Yesterday', value: 'yesterday' },
		],
		default: 'thisMonth',
		description: "When the payments were made. Days begin at midnight in the workflow's time zone.",
	},
	{
		displayName: 'Custom Period',
		name: 'customPeriod',
		type: 'collection',
		placeholder: 'Add Bound',
		default: {},
		options: bounds,
		description: 'Add From, Before, or both',
		displayOptions: { show: { period: ['custom'] } },
	},
];

export const compareField: INodeProperties = {
	displayName: 'Compare with Period Before',
	name: 'compareBefore',
	type: 'boolean',
	default: false,
	description:
		'Whether to add what was spent in the period before. A period that is not over yet is compared with an equally long part of it.',
	displayOptions: { hide: { period: ['all'] } },
};

/** The period that an item asks for and, where it is to be compared, the one before. */
export function readRanges(
	parameters: Parameters,
	calendar: Calendar,
	now: number,
): { range: Range; earlier?: Range } {
	const period = String(parameters.value('period', 'thisMonth'));
	const compared = parameters.value('compareBefore', false) === true && period !== 'all';
	if (period === 'all') return { range: { from: -Infinity, before: Infinity } };
	if (period === 'custom') return custom(parameters, calendar, compared);
	if (!Object.hasOwn(NAMED, period)) {
		parameters.problem('Period must be one of those that the list shows');
		return { range: { from: NaN, before: NaN } };
	}
	const [unit, ago] = NAMED[period];
	const starts = (back: number) => calendar.read(dayBegin(calendar.day(now), unit, back));
	const range = { from: starts(ago), before: ago ? starts(ago - 1) : now };
	if (!compared) return { range };
	const from = starts(ago + 1);
	const end = ago ? range.from : Math.min(range.from, from + (now - range.from));
	return { range, earlier: { from, before: end } };
}

function custom(parameters: Parameters, calendar: Calendar, compared: boolean) {
	const filled = new CollectionParameters(parameters, 'customPeriod', bounds, 'payments');
	const [from, before] = ['from', 'before'].map(
		(name) => filled.moment(name, () => calendar)?.milliseconds,
	);
	if (from === undefined && before === undefined) {
		parameters.problem('Custom Period: add From or Before');
	}
	const range = { from: from ?? -Infinity, before: before ?? Infinity };
	if (range.from >= range.before)
		parameters.problem('Custom Period: From is not earlier than Before');
	if (!compared) return { range };
	if (from === undefined || before === undefined) {
		parameters.problem('Compare with Period Before needs both From and Before');
	}
	return { range, earlier: { from: range.from - (range.before - range.from), before: range.from } };
}

/** The first day of the unit that a day lies in, or of one so many units earlier. */
function dayBegin(day: string, unit: 'day' | 'week' | 'month', back: number): string {
	const [year, month, date] = day.split('-').map(Number);
	const at = Date.UTC(year, month - 1, date);
	const monday = (new Date(at).getUTCDay() + 6) % 7;
	const begin = {
		day: at - back * DAY,
		week: at - (monday + 7 * back) * DAY,
		month: Date.UTC(year, month - 1 - back, 1),
	}[unit];
	return new Date(begin).toISOString().slice(0, 10);
}
