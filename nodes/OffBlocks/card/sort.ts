import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { compareMoments, momentOf, type Moment } from '../api/timestamps';

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

/** Sorts cards in place. Those that lack the value come last; equal ones keep their order. */
export function sortCards(cards: IDataObject[], by: unknown): IDataObject[] {
	switch (by) {
		case 'createdAscending':
			return byMoment(cards, 'createdAt', 1);
		case 'createdDescending':
			return byMoment(cards, 'createdAt', -1);
		case 'updatedAscending':
			return byMoment(cards, 'updatedAt', 1);
		case 'updatedDescending':
			return byMoment(cards, 'updatedAt', -1);
		case 'expiryAscending':
			return byText(cards, ({ expirationDate }) => yearFirst(expirationDate));
		case 'nameAscending': {
			// localeCompare alone is ten times slower.
			const { compare } = new Intl.Collator('en', { sensitivity: 'base' });
			return byText(cards, ({ name }) => (typeof name === 'string' ? name : ''), compare);
		}
		default:
			return cards;
	}
}

function byMoment(cards: IDataObject[], field: string, direction: 1 | -1): IDataObject[] {
	const moments = new Map<IDataObject, Moment>(cards.map((card) => [card, momentOf(card[field])]));
	return cards.sort((a, b) => {
		const [one, other] = [moments.get(a)!, moments.get(b)!];
		const missing =
			Number(Number.isNaN(one.milliseconds)) - Number(Number.isNaN(other.milliseconds));
		return missing || direction * compareMoments(one, other) || 0;
	});
}

function byText(
	cards: IDataObject[],
	textOf: (card: IDataObject) => string,
	compare = (a: string, b: string) => (a < b ? -1 : Number(a > b)),
): IDataObject[] {
	return cards.sort((a, b) => {
		const [one, other] = [textOf(a), textOf(b)];
		return Number(!one) - Number(!other) || compare(one, other);
	});
}

/** `MM/YYYY` as `YYYYMM`, '' for what is none. */
function yearFirst(expiry: unknown): string {
	const match = typeof expiry === 'string' ? /^(\d\d)\/(\d{4})$/.exec(expiry) : null;
	return match ? match[2] + match[1] : '';
}
