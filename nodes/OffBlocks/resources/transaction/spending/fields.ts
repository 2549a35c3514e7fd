import type { INodeProperties } from 'n8n-workflow';
import type { Parameters } from '../../../engine/ItemParameters';
import { DIMENSIONS, type Dimension, type DimensionName } from './dimensions';

const options = Object.entries<Dimension>(DIMENSIONS).map(([value, { name, description }]) => ({
	name,
	value,
	...(description ? { description } : {}),
}));

export const groupFields: INodeProperties[] = [
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'options',
		options,
		default: 'month',
		description: 'What the payments are added up by. Currencies are never added together.',
	},
	{
		displayName: 'Then By',
		name: 'thenBy',
		type: 'options',
		options: [{ name: '(None)', value: 'none' }, ...options],
		default: 'none',
		description: 'What each group is divided by',
	},
];

/** What an item groups by, one or two levels. */
export function readGroups(parameters: Parameters): DimensionName[] {
	const [first, second] = [
		parameters.value('groupBy', 'month'),
		parameters.value('thenBy', 'none'),
	].map(String);
	const levels = second === 'none' ? [first] : [first, second];
	for (const level of levels) {
		if (!Object.hasOwn(DIMENSIONS, level)) {
			parameters.problem(`There is no "${level.slice(0, 60)}" to group by`);
		}
	}
	if (first === second) parameters.problem('Group By and Then By are the same');
	return levels as DimensionName[];
}

/** What cannot be compared with the period before: none of its days is a day of that. */
export function refuseComparedTime(levels: readonly DimensionName[], parameters: Parameters): void {
	const time = levels.find((name) => 'isTime' in (DIMENSIONS[name] ?? {}));
	if (!time) return;
	parameters.problem(
		`Compare with Period Before does not go with groups by ${DIMENSIONS[time].name}: no group is in both periods`,
	);
}
