import type { CardOperation } from '../../engine/Operation';
import { showFor } from './fields';
import { listFields, prepareList } from './list/prepareList';

/** `GET /cards`. The API has no paging and no filters: it always answers with the whole list. */
export const getAll: CardOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many cards',
		description: 'Read the cards of the whole programme',
	},
	fields: showFor(['getAll'], listFields),
	prepare: (parameters) => prepareList(parameters, '/cards'),
};
