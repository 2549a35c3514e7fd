import type { INodeProperties } from 'n8n-workflow';
import type { Card } from '../card';
import { isObject, listItems } from '../../../engine/answers';
import type { PreparedCall } from '../../../engine/Operation';
import { returnAllFields } from '../fields';
import { filtersField, readFilters } from './cardFilters';
import { inSlices, mapInSlices } from '../../../shared/slices';
import { readOptions } from '../../../engine/sendingOptions';
import type { Parameters } from '../../../engine/ItemParameters';
import { simplify, simplifyField } from './simplifyCard';
import { orderBy, sortField } from './cardOrder';
import { SortedCards } from './SortedCards';

/** What every list of cards offers. */
export const listFields: INodeProperties[] = [
	...returnAllFields,
	filtersField,
	sortField,
	simplifyField,
	readOptions,
];

/** The call for the cards at a path: filtered and sorted as they arrive, then limited and simplified. */
export function prepareList(parameters: Parameters, path: string): PreparedCall {
	const limit = parameters.limit();
	const passes = readFilters(parameters, Date.now());
	const order = orderBy(parameters.value('sort', 'none'));
	const simplified = parameters.value('simplify', true) === true;
	let sorted: SortedCards | undefined;
	return {
		request: { method: 'GET', path },
		list: {
			// To sort, all of them must be seen.
			limit: order ? Infinity : limit,
			begin() {
				sorted = order && new SortedCards(order, limit);
			},
			keep(card) {
				// What is no card goes through, to be complained about.
				if (!isObject(card)) return true;
				if (passes && !passes(card as unknown as Card)) return false;
				sorted?.add(card);
				return !sorted;
			},
		},
		async toItems(answer) {
			const given = listItems(answer);
			const cards = sorted ? await inSlices(sorted.conclude()) : given;
			return simplified ? await mapInSlices(cards, simplify) : cards;
		},
	};
}
