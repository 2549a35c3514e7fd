import type { INodeProperties } from 'n8n-workflow';
import type { Parameters } from '../../../engine/ItemParameters';
import { plainNumber } from '../../../shared/values';

const LOOK_BACK = 30;

export const lookBackField: INodeProperties = {
	displayName: 'Look Back',
	name: 'lookBack',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 36_500 },
	default: LOOK_BACK,
	hint: 'In days',
	description:
		'Only payments made within this many days are reported. Older ones are read for comparison.',
};

/** The days of an item's Look Back. */
export function readLookBack(parameters: Parameters): number {
	const days = plainNumber(parameters.value('lookBack', LOOK_BACK));
	if (!Number.isInteger(days) || days < 1 || days > 36_500) {
		parameters.problem('Look Back must be a whole number from 1 to 36500');
	}
	return days;
}
