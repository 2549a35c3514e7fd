// Kinds of filters and orders that any list can be made of; those of cards are tested in a run of the node.
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { Parameters } from '../../../nodes/OffBlocks/engine/ItemParameters.ts';
import {
	amounts,
	anyTyped,
	contains,
	dates,
	filtersField,
	readFilters,
} from '../../../nodes/OffBlocks/engine/list/filters.ts';
import { byDecimal, readOrder } from '../../../nodes/OffBlocks/engine/list/order.ts';
import { uuid } from '../../../nodes/OffBlocks/shared/choices.ts';

const filters = [
	...amounts<IDataObject>('Amount', 'amount', ({ amount }) => amount),
	contains<IDataObject>('Merchant Contains', 'merchant', ({ merchant }) => merchant, 'e.g. Test'),
	anyTyped<IDataObject>('Card IDs', 'cardIds', uuid, ({ cardId }) => cardId, 'e.g. 123e4567'),
	...dates<IDataObject>('Created', 'created', ({ createdAt }) => createdAt, 'Payments made'),
];
const CARD = '123e4567-e89b-12d3-a456-426614174000';
const payments: IDataObject[] = [
	{
		id: 1,
		amount: '20',
		merchant: 'Test Merchant',
		cardId: CARD,
		createdAt: '2026-03-29T00:30:00Z',
	},
	{ id: 2, amount: '9.99', merchant: 'Café', createdAt: '2026-03-28T23:30:00Z' },
	{ id: 3, amount: '100.000000000000000001', createdAt: '2026-03-29T22:30:00Z' },
	{ id: 4, amount: null, merchant: 7, createdAt: 'never' },
];

function parametersOf(given: Record<string, unknown>): Parameters {
	return new Parameters(
		{
			getNodeParameter: (name: string, _: number, fallback?: unknown) => given[name] ?? fallback,
			getNode: () => ({ type: 'offBlocks', parameters: given }),
			getTimezone: () => 'Europe/Berlin',
		} as unknown as IExecuteFunctions,
		0,
	);
}

function passing(given: IDataObject): unknown[] {
	const parameters = parametersOf({ filters: given });
	const passes = readFilters(parameters, filters, 'payments');
	parameters.check();
	return payments.filter((payment) => passes?.(payment) ?? true).map(({ id }) => id);
}

it.each<[IDataObject, number[]]>([
	[{}, [1, 2, 3, 4]],
	[{ amountAtLeast: '20.00' }, [1, 3]],
	[{ amountAtLeast: 20 }, [1, 3]],
	[{ amountAtMost: '20' }, [1, 2]],
	[{ amountAtLeast: '100.000000000000000002' }, []],
	[{ merchant: 'CAFÉ' }, [2]],
	[{ merchant: '7' }, [4]],
	[{ cardIds: `${CARD.toUpperCase()}, 00000000-0000-4000-8000-000000000000` }, [1]],
	// Midnight of Berlin is 23:00 in UTC; on the 29th its clocks go forward, so the day ends at 22:00.
	[{ createdAfter: '2026-03-29' }, [1, 2, 3]],
	[{ createdAfter: '2026-03-29', createdBefore: '2026-03-30' }, [1, 2]],
])('%j lets %j through', (given, ids) => {
	expect(passing(given)).toEqual(ids);
});

it.each<[IDataObject, string]>([
	[
		{ amountAtLeast: '1,5' },
		'Amount At Least is not a decimal number: "1,5". Write it like 20 or 20.50',
	],
	[{ cardIds: 'x' }, 'Card IDs: "x" is not a UUID'],
	[{ createdAfter: 'soon' }, 'Created After is not a date: "soon"'],
])('refuses %j', (given, sentence) => {
	expect(() => passing(given)).toThrow(sentence);
});

it('names what is filtered where an expression came to nothing', () => {
	const written = { filters: { merchant: '={{ $json.none }}' } };
	const parameters = new Parameters(
		{
			getNodeParameter: (_: string, __: number, fallback?: unknown) => fallback,
			getNode: () => ({ type: 'offBlocks', parameters: written }),
			getTimezone: () => 'UTC',
		} as unknown as IExecuteFunctions,
		0,
	);
	readFilters(parameters, filters, 'payments');
	expect(() => parameters.check()).toThrow(
		'Merchant Contains: the expression evaluated to an empty value. Without this filter all payments would be included',
	);
});

it('shows the filters by name', () => {
	const { options = [], description } = filtersField(filters, 'accounts');
	const names = options.map((option) => ('displayName' in option ? option.displayName : ''));
	expect(names).toEqual([...names].sort());
	expect(description).toBe('Return only accounts that match all of these filters');
});

it('sorts amounts as numbers, those without one last', () => {
	const choices = [{ name: 'Largest', value: 'largest', order: () => byDecimal('amount', -1) }];
	const { keyOf, compare } = readOrder(parametersOf({ sort: 'largest' }), choices)!;
	const sorted = [...payments].reverse().sort((a, b) => compare(keyOf(a), keyOf(b)));
	expect(sorted.map(({ id }) => id)).toEqual([3, 1, 2, 4]);
	const odd = parametersOf({ sort: 'smallest' });
	expect(readOrder(odd, choices)).toBeUndefined();
	expect(() => odd.check()).toThrow('Sort must be one of the options');
	expect(readOrder(parametersOf({}), choices)).toBeUndefined();
});
