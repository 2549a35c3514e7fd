import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { ListOptions } from '../../../nodes/OffBlocks/api/body.ts';
import { prepareList } from '../../../nodes/OffBlocks/engine/list/listMany.ts';
import type { Parameters } from '../../../nodes/OffBlocks/engine/ItemParameters.ts';
import { SortedItems } from '../../../nodes/OffBlocks/engine/list/SortedItems.ts';
import { cardListing } from '../../../nodes/OffBlocks/resources/card/list/cardListing.ts';

const SORTS = cardListing.orders.map(({ value }) => value);
const orderBy = (sort: string) => cardListing.orders.find(({ value }) => value === sort)!.order();

/** Few different values, so that many are equal, and some that are none. */
const time = fc.constantFrom(
	'2025-06-01T10:00:00.123456789Z',
	'2025-06-01T10:00:00.123456788Z',
	'2024-01-01T00:00:00Z',
	'never',
	undefined,
);
const cards = fc
	.array(
		fc.record({
			createdAt: time,
			updatedAt: time,
			expirationDate: fc.constantFrom('01/2030', '12/2029', '2029', null),
			name: fc.constantFrom('Ada', 'ada', 'Bo', '', null, 7),
		}),
		{ minLength: 0, maxLength: 2_600, size: 'max' },
	)
	.map((list) => list.map((card, id): IDataObject => ({ id, ...card }) as IDataObject));

/** Works a generator off at once. */
function finish<T>(work: Generator<void, T>): T {
	for (;;) {
		const step = work.next();
		if (step.done) return step.value;
	}
}

it.each(SORTS)('%s: as one stable sort of all of them, cut to the limit', (sort) => {
	const order = orderBy(sort);
	fc.assert(
		fc.property(cards, fc.constantFrom(1, 50, 700, Infinity), (list, limit) => {
			const sorted = new SortedItems(order, limit);
			for (const card of list) sorted.add(card);
			const all = [...list].sort((a, b) => order.compare(order.keyOf(a), order.keyOf(b)));
			expect(finish(sorted.conclude())).toEqual(all.slice(0, limit));
		}),
		{ numRuns: 12 },
	);
});

it('puts what lacks the value last, in whichever direction', () => {
	for (const sort of ['updatedAscending', 'updatedDescending']) {
		const sorted = new SortedItems(orderBy(sort), Infinity);
		for (const updatedAt of [undefined, '2024-01-01T00:00:00Z', 'x', '2025-01-01T00:00:00Z'])
			sorted.add({ updatedAt } as IDataObject);
		const years = finish(sorted.conclude()).map((card) => String(card.updatedAt).slice(0, 4));
		expect(years.slice(0, 2).sort()).toEqual(['2024', '2025']);
	}
});

it('does not hold all cards to find the first 50', () => {
	const sorted = new SortedItems(orderBy('createdAscending'), 50);
	for (let i = 0; i < 100_000; i++) sorted.add({ createdAt: new Date(i * 1e7).toISOString() });
	expect(sorted.size).toBeLessThan(15_000);
});

describe('a list that is sorted', () => {
	const parameters = {
		limit: () => Infinity,
		written: () => undefined,
		value: (name: string, preset: unknown) => (name === 'sort' ? 'nameAscending' : preset),
	} as unknown as Parameters;
	const hand = (list: ListOptions, given: unknown[]) => {
		list.begin!();
		return given.filter((card) => list.keep!(card));
	};
	const named = (count: number) =>
		Array.from({ length: count }, (_, id) => ({ id, name: `${(id * 7_919) % count}` }));

	it('lets others have the processor while it sorts and simplifies', async () => {
		const { list, toItems } = prepareList(parameters, cardListing, '/cards');
		const kept = hand(list!, named(3_000));
		// A clock that advances a millisecond at each look: every fifteenth step ends a slice.
		let now = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => now++);
		let turns = 0;
		let over = false;
		const other = () => {
			turns += 1;
			if (!over) setImmediate(other);
		};
		setImmediate(other);
		const items = await toItems(kept);
		over = true;
		jest.restoreAllMocks();
		expect(items).toHaveLength(3_000);
		// 3,000 cards in six runs take some 12,000 steps.
		expect(turns).toBeGreaterThan(400);
	});

	it('begins anew when the list broke off and is read again', async () => {
		const { list, toItems } = prepareList(parameters, cardListing, '/cards');
		hand(list!, named(700));
		const items = await toItems(hand(list!, named(2)));
		expect(items.map(({ id }) => id)).toEqual([0, 1]);
	});

	it('complains of what is no card', async () => {
		const { list, toItems } = prepareList(parameters, cardListing, '/cards');
		const kept = hand(list!, [...named(2), 'no card']);
		await expect(async () => await toItems(kept)).rejects.toThrow('not a list of cards');
	});
});
