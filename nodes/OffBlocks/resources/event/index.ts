import type { Resource } from '../../engine/Operation';
import { removeRepeated } from './removeRepeated.operation';

export const eventResource: Resource = {
	name: 'Event',
	plural: 'Events',
	value: 'event',
	operations: [removeRepeated],
	preset: removeRepeated,
};
