import { oneOf, readChoices, uuid } from '../../../nodes/OffBlocks/shared/choices.ts';
import { readCountry } from '../../../nodes/OffBlocks/shared/countries.ts';

const statuses = oneOf([
	{ name: 'Active', value: 'active' },
	{ name: 'Issue Failed', value: 'issue_failed' },
]);
const ID = '123e4567-e89b-12d3-a456-426614174000';

function read(given: unknown, by = statuses): { values: string[]; said: string[] } {
	const said: string[] = [];
	const values = readChoices('Field', given, by, { problem: (text) => said.push(text) });
	return { values: [...values], said };
}

it.each<[unknown, string[]]>([
	[undefined, []],
	['', []],
	[' ; , ', []],
	[['active'], ['active']],
	['Active', ['active']],
	['Issue Failed', ['issue_failed']],
	['active; ISSUE_FAILED', ['active', 'issue_failed']],
	['active issue_failed', ['active', 'issue_failed']],
	[
		['active', 'active,issue_failed'],
		['active', 'issue_failed'],
	],
	[[['active']], ['active']],
])('reads %j', (given, values) => {
	expect(read(given)).toEqual({ values, said: [] });
});

it.each<[unknown, string]>([
	['A; active', 'Field: there is no "A", only active, issue_failed'],
	['active frozen', 'Field: there is no "frozen", only active, issue_failed'],
	['not one', 'Field: there is no "not one", only active, issue_failed'],
	[{ a: 1 }, 'Field: there is no "{"a":1}", only active, issue_failed'],
	[0, 'Field: there is no "0", only active, issue_failed'],
])('refuses %j, which can never match', (given, sentence) => {
	expect(read(given).said).toEqual([sentence]);
});

it('reads ids in any case, and refuses what is none', () => {
	const other = ID.replace('1', '2');
	expect(read(`${ID.toUpperCase()} ${ID}\n${other}`, uuid)).toEqual({
		values: [ID, other],
		said: [],
	});
	expect(read([ID, 'not-a-uuid', 'nor this'], uuid).said).toEqual([
		'Field: "not-a-uuid" is not a UUID like 123e4567-e89b-12d3-a456-426614174000',
		'Field: "nor this" is not a UUID',
	]);
	expect(read(`${ID}0`, uuid).said).toHaveLength(1);
});

it('leaves a name of two words whole', () => {
	expect(read('gb fr', readCountry).values).toEqual(['GB', 'FR']);
	expect(read('United Kingdom', readCountry).said).toEqual([
		'Field: "United Kingdom" is not a two-letter country code (ISO 3166-1). Did you mean GB?',
	]);
});

it('of a whole column that was put there by mistake it names five values', () => {
	const column = Array.from({ length: 1_000 }, (_, row) => `value ${row} ${'x'.repeat(500)}`);
	const { said } = read(column);
	expect(said).toHaveLength(6);
	expect(said[0]).toMatch(/^Field: there is no "value 0 x+", only active, issue_failed$/);
	// What there is to choose from, once.
	expect(said[1]).toMatch(/^Field: there is no "value 1 x+"$/);
	expect(said[5]).toBe('Field: 995 more like these');
	expect(said.join('. ').length).toBeLessThan(1_000);
	// What is wrong twice is one mistake.
	expect(read(Array(9).fill('A')).said).toEqual([
		'Field: there is no "A", only active, issue_failed',
	]);
});
