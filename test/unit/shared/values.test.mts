import type { IExecuteFunctions } from 'n8n-workflow';
import { Parameters } from '../../../nodes/OffBlocks/engine/ItemParameters.ts';
import { readFilters } from '../../../nodes/OffBlocks/engine/list/filters.ts';
import { Groups } from '../../../nodes/OffBlocks/resources/card/audit/Groups.ts';
import type { CardFacts } from '../../../nodes/OffBlocks/resources/card/audit/types.ts';
import type { Card } from '../../../nodes/OffBlocks/resources/card/card.ts';
import { cardListing } from '../../../nodes/OffBlocks/resources/card/list/cardListing.ts';
import { uuid } from '../../../nodes/OffBlocks/shared/choices.ts';

const ID = '123e4567-e89b-12d3-a456-426614174000';
const COMPOSED = 'Jos\u00e9 Nu\u00f1ez';
const DECOMPOSED = 'Jose\u0301 Nun\u0303ez';

function parametersOf(given: Record<string, unknown>, zone = 'Europe/Berlin'): Parameters {
	const context = {
		getNodeParameter: (name: string, _: number, fallback?: unknown) => given[name] ?? fallback,
		getNode: () => ({ type: 'offBlocks', parameters: given }),
		getTimezone: () => zone,
	};
	return new Parameters(context as unknown as IExecuteFunctions, 0);
}

const named = (wanted: string) => {
	const given = parametersOf({ filters: { nameContains: wanted } });
	const passes = readFilters<Card>(given, cardListing.filters, 'cards')!;
	return [COMPOSED, DECOMPOSED].map((name) => passes({ name } as Card));
};

it.each<[string, boolean]>([
	['Jos\u00e9', true],
	['JOSE\u0301', true],
	['jos\u00e9\u00a0nu\u00f1ez', true],
	['Jose\u0301\u202fNun\u0303ez', true],
	['Jose', false],
])(
	'a name that contains %j is found in both spellings of Unicode, or in none: %p',
	(wanted, is) => {
		expect(named(wanted)).toEqual([is, is]);
	},
);

it('one name in two spellings is one name', () => {
	const groups = new Groups('name');
	for (const name of [COMPOSED, DECOMPOSED, COMPOSED.replace(' ', '\u00a0')]) {
		groups.add({ name, status: 'active' } as CardFacts, false);
	}
	expect([...groups.worth()].map((cards) => cards.length)).toEqual([3]);
});

it.each([
	`${ID}\u200b`,
	`\ufeff${ID}`,
	`"${ID}"`,
	`'${ID}'`,
	`{${ID}}`,
	`<${ID}>`,
	` \u2060"${ID.toUpperCase()}" `,
])('%j is that id', (text) => {
	const parameters = parametersOf({ cardId: text });
	expect(parameters.id('cardId', 'Card')).toBe(ID);
	expect(() => parameters.check()).not.toThrow();
	expect(uuid(text)).toEqual({ code: ID });
});

it.each([`"${ID}`, `{${ID}"`, `""${ID}""`, `${ID} x`])('%j is none', (text) => {
	const parameters = parametersOf({ cardId: text });
	parameters.id('cardId', 'Card');
	expect(() => parameters.check()).toThrow('Card is not a UUID');
});

describe('without a time zone', () => {
	const read = (filters: object) => {
		const parameters = parametersOf({ filters }, '');
		readFilters<Card>(parameters, cardListing.filters, 'cards');
		parameters.check();
	};

	it.each([{}, { statuses: ['active'], nameContains: 'a' }])('%j works', (filters) => {
		expect(() => read(filters)).not.toThrow();
	});

	it.each([{ createdAfter: '2026-01-31' }, { expiresWithinDays: 3 }])(
		'%j says where it is set',
		(filters) => expect(() => read(filters)).toThrow(/not valid: "".*GENERIC_TIMEZONE/),
	);
});
