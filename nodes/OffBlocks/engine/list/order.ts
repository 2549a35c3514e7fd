import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../../shared/alphabetical';
import { compareDecimals, readDecimal, type Decimal } from '../../shared/decimals';
import { compareMoments, momentOf, type Moment } from '../../shared/timestamps';
import type { Parameters } from '../ItemParameters';

/** What things are sorted by. Those that lack the value come last. */
export interface Order<Key = unknown> {
	keyOf(thing: IDataObject): Key;
	compare(one: Key, other: Key): number;
}

/** One way to sort, as the editor lists it. Made only when it is chosen. */
export interface SortChoice {
	name: string;
	value: string;
	order(): Order;
}

/** Both directions of a timestamp: `createdAt` gives `createdAscending` and `createdDescending`. */
export function momentOrders(label: string, prefix: string, field: string): SortChoice[] {
	return [
		{
			name: `${label}: Newest First`,
			value: `${prefix}Descending`,
			order: () => byMoment(field, -1),
		},
		{
			name: `${label}: Oldest First`,
			value: `${prefix}Ascending`,
			order: () => byMoment(field, 1),
		},
	];
}

export function byMoment(field: string, direction: 1 | -1): Order {
	return order<Moment>({
		keyOf: (thing) => momentOf(thing[field]),
		compare(one, other) {
			const missing =
				Number(Number.isNaN(one.milliseconds)) - Number(Number.isNaN(other.milliseconds));
			return missing || direction * compareMoments(one, other) || 0;
		},
	});
}

export function byText(
	keyOf: (thing: IDataObject) => string,
	compare = (a: string, b: string) => (a < b ? -1 : Number(a > b)),
): Order {
	return order<string>({
		keyOf,
		compare: (one, other) => Number(!one) - Number(!other) || compare(one, other),
	});
}

/** Letters with accents beside those without, in any case. localeCompare alone is ten times slower. */
export function byName(field: string): Order {
	const { compare } = new Intl.Collator('en', { sensitivity: 'base' });
	return byText((thing) => {
		const name = thing[field];
		return typeof name === 'string' ? name : '';
	}, compare);
}

export function byDecimal(field: string, direction: 1 | -1): Order {
	return order<Decimal | undefined>({
		keyOf: (thing) => readDecimal(thing[field]),
		compare(one, other) {
			if (!one || !other) return Number(!one) - Number(!other);
			return direction * compareDecimals(one, other) || 0;
		},
	});
}

/** The field Sort of a list. */
export function sortField(choices: readonly SortChoice[], plural: string): INodeProperties {
	return {
		displayName: 'Sort',
		name: 'sort',
		type: 'options',
		options: alphabetical(
			[
				{ name: 'API Order', value: 'none' },
				...choices.map(({ name, value }) => ({ name, value })),
			],
			({ name }) => name,
		),
		default: 'none',
		description: `The order of the ${plural}. The limit is applied after sorting.`,
	};
}

/** The order that an item asks for; undefined for the API's own. */
export function readOrder(
	parameters: Parameters,
	choices: readonly SortChoice[],
): Order | undefined {
	const value = parameters.value('sort', 'none');
	if (value === 'none') return undefined;
	const choice = choices.find((candidate) => candidate.value === value);
	if (!choice) parameters.problem('Sort must be one of the options in the list');
	return choice?.order();
}

/** Keys of all orders are of one type to those who only hand them on. */
function order<Key>(typed: Order<Key>): Order {
	return typed as Order;
}
