import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ListOptions } from '../../api/body';
import { inSlices, mapInSlices } from '../../shared/slices';
import { isObject, listOf } from '../answers';
import type { Entity } from '../Entity';
import type { Parameters } from '../ItemParameters';
import type { CallOperation, PreparedCall } from '../Operation';
import { readOptions } from '../sendingOptions';
import { outputFields, readShape, type Shaper } from '../shape';
import { filtersField, readFilters, type Filter, type Test } from './filters';
import { readOrder, sortField, type Order, type SortChoice } from './order';
import { SortedItems } from './SortedItems';

/** How a list of things can be narrowed down and sorted. */
export interface Listing<Thing = IDataObject> {
	entity: Entity;
	filters: ReadonlyArray<Filter<Thing>>;
	orders: readonly SortChoice[];
}

interface Words {
	name?: string;
	value?: string;
	action?: string;
	description: string;
	tool: string;
	/** Default "get many: cards". */
	subtitle?: string;
}

/**
 * `GET` of a list, filtered and sorted as it arrives, then limited and put into form.
 *
 * @param of where the list is not that of the whole programme: its fields, and its path from the parameters
 */
export function listMany<Thing = IDataObject>(
	listing: Listing<Thing>,
	words: Words,
	of?: { fields: INodeProperties[]; path(parameters: Parameters): string },
): CallOperation {
	const { entity } = listing;
	return {
		kind: 'call',
		option: {
			name: words.name ?? 'Get Many',
			value: words.value ?? 'getAll',
			action: words.action ?? `Get many ${entity.plural}`,
			description: words.description,
		},
		fields: [...(of?.fields ?? []), ...listFields(listing)],
		subtitle: words.subtitle ?? `get many: ${entity.plural}`,
		tool: words.tool,
		risk: 'read',
		prepare: (parameters) => prepareList(parameters, listing, of?.path(parameters) ?? entity.path),
	};
}

/** What every list offers. */
export function listFields<Thing>({ entity, filters, orders }: Listing<Thing>): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { returnAll: [false] } },
		},
		...(filters.length ? [filtersField(filters, entity.plural)] : []),
		...(orders.length ? [sortField(orders, entity.plural)] : []),
		...outputFields(entity.shape, 'simplified'),
		readOptions,
	];
}

/** The call for the things at a path, in the form and of the number that an item asks for. */
export function prepareList<Thing>(
	parameters: Parameters,
	listing: Listing<Thing>,
	path: string,
): PreparedCall {
	const wanted = readWanted(parameters, listing);
	const { list, end } = collect(wanted);
	return {
		request: { method: 'GET', path },
		list,
		toItems: async (answer) => await mapInSlices(await end(answer), wanted.shaped),
	};
}

/** What an item asks of a list. */
export interface Wanted {
	/** "transactions" */
	plural: string;
	/** Infinity for all. */
	limit: number;
	passes?: Test<IDataObject>;
	/** Undefined for the API's own. */
	order?: Order;
	shaped: Shaper;
}

export function readWanted<Thing>(
	parameters: Parameters,
	{ entity, filters, orders }: Listing<Thing>,
): Wanted {
	return {
		plural: entity.plural,
		limit: parameters.limit(),
		passes: readFilters(parameters, filters, entity.plural) as Test<unknown> | undefined,
		order: readOrder(parameters, orders),
		shaped: readShape(parameters, entity.shape, 'simplified'),
	};
}

/** Gathers what is wanted of one list while it arrives. `end` gives that, in order, once the answer is there. */
export function collect({ plural, limit, passes, order }: Wanted): {
	list: ListOptions;
	end(answer: unknown): Promise<IDataObject[]>;
} {
	let sorted: SortedItems | undefined;
	return {
		list: {
			// To sort, all of them must be seen.
			limit: order ? Infinity : limit,
			begin() {
				sorted = order && new SortedItems(order, limit);
			},
			keep(thing) {
				// An element that is no object is kept, so that `listOf` refuses the list.
				if (!isObject(thing)) return true;
				if (passes && !passes(thing)) return false;
				sorted?.add(thing);
				return !sorted;
			},
		},
		async end(answer) {
			const given = listOf(answer, plural);
			return sorted ? await inSlices(sorted.conclude()) : given;
		},
	};
}

/** What is wanted of several lists together, of each of which it has been collected; in form. */
export async function conclude(
	{ limit, order, shaped }: Wanted,
	lists: ReadonlyArray<IDataObject[] | undefined>,
): Promise<IDataObject[]> {
	const things = lists.flatMap((list) => list ?? []);
	if (!order) return await mapInSlices(things.slice(0, limit), shaped);
	const sorted = new SortedItems(order, limit);
	await mapInSlices(things, (thing) => sorted.add(thing));
	return await mapInSlices(await inSlices(sorted.conclude()), shaped);
}
