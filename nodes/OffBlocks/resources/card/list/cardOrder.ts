import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { compareMoments, momentOf, type Moment } from '../../../shared/timestamps';
import type { Order } from './SortedCards';

export const sortField: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'options',
	options: [
		{ name: 'As OffBlocks Gives Them', value: 'none' },
		{ name: 'Created: Newest First', value: 'createdDescending' },
		{ name: 'Created: Oldest First', value: 'createdAscending' },
		{ name: 'Expiry: Soonest First', value: 'expiryAscending' },
		{ name: 'Name: A to Z', value: 'nameAscending' },
		{ name: 'Updated: Newest First', value: 'updatedDescending' },
		{ name: 'Updated: Oldest First', value: 'updatedAscending' },
	],
	default: 'none',
	description: 'In which order the cards come. The limit is applied after sorting.',
};

/** The chosen order, in which cards that lack the value come last; undefined for the API's own. */
export function orderBy(choice: unknown): Order | undefined {
	switch (choice) {
		case 'createdAscending':
			return byMoment('createdAt', 1);
		case 'createdDescending':
			return byMoment('createdAt', -1);
		case 'updatedAscending':
			return byMoment('updatedAt', 1);
		case 'updatedDescending':
			return byMoment('updatedAt', -1);
		case 'expiryAscending':
			return byText(({ expirationDate }) => yearFirst(expirationDate));
		case 'nameAscending': {
			// localeCompare alone is ten times slower.
			const { compare } = new Intl.Collator('en', { sensitivity: 'base' });
			return byText(({ name }) => (typeof name === 'string' ? name : ''), compare);
		}
		default:
			return undefined;
	}
}

function byMoment(field: string, direction: 1 | -1): Order {
	const order: Order<Moment> = {
		keyOf: (card) => momentOf(card[field]),
		compare(one, other) {
			const missing =
				Number(Number.isNaN(one.milliseconds)) - Number(Number.isNaN(other.milliseconds));
			return missing || direction * compareMoments(one, other) || 0;
		},
	};
	return order;
}

function byText(
	keyOf: (card: IDataObject) => string,
	compare = (a: string, b: string) => (a < b ? -1 : Number(a > b)),
): Order {
	const order: Order<string> = {
		keyOf,
		compare: (one, other) => Number(!one) - Number(!other) || compare(one, other),
	};
	return order;
}

/** `MM/YYYY` as `YYYYMM`, '' for what is none. */
function yearFirst(expiry: unknown): string {
	const match = typeof expiry === 'string' ? /^(\d\d)\/(\d{4})$/.exec(expiry) : null;
	return match ? match[2] + match[1] : '';
}
