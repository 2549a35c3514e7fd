import type { INodeProperties } from 'n8n-workflow';
import type { Card } from '../api/types';
import { isObject, listItems } from './answers';
import type { PreparedCall } from './CardOperation';
import { returnAllFields } from './fields';
import { filtersField, readFilters } from './filters';
import { readOptions } from './options';
import type { Parameters } from './Parameters';
import { simplify, simplifyField } from './simplify';
import { sortCards, sortField } from './sort';

/** What every list of cards offers. */
export const listFields: INodeProperties[] = [
	...returnAllFields,
	filtersField,
	sortField,
	simplifyField,
	readOptions,
];

/** The call for the cards at a path: filtered as they arrive, then sorted, limited and simplified. */
export function prepareList(parameters: Parameters, path: string): PreparedCall {
	const limit = parameters.limit();
	const passes = readFilters(parameters, Date.now());
	const sort = parameters.value('sort', 'none');
	const simplified = parameters.value('simplify', true) === true;
	return {
		request: { method: 'GET', path },
		list: {
			// To sort, all of them are needed.
			limit: sort === 'none' ? limit : Infinity,
			// What is no card goes through, to be complained about.
			keep: passes && ((card) => !isObject(card) || passes(card as unknown as Card)),
		},
		toItems(answer) {
			const cards = sortCards(listItems(answer), sort).slice(0, limit);
			return simplified ? cards.map(simplify) : cards;
		},
	};
}
