import { readFileSync } from 'node:fs';
import { mcc, mccCode, mccName } from '../../../nodes/OffBlocks/shared/mcc.ts';

it.each<[unknown, string | undefined]>([
	[742, '0742'],
	[5411, '5411'],
	[0, '0000'],
	['0742', '0742'],
	[' 742 ', '0742'],
	['07420', undefined],
	[-1, undefined],
	[1.5, undefined],
	['shop', undefined],
	[null, undefined],
	[undefined, undefined],
])('%p is the code %p', (given, code) => {
	expect(mccCode(given)).toBe(code);
});

it('names every code of the package, as the package does', () => {
	const file = require.resolve('merchant-category-codes/with_groups/mcc-en.json');
	const rows = JSON.parse(readFileSync(file, 'utf8')) as Array<Record<string, string>>;
	expect(rows.length).toBeGreaterThan(900);
	for (const row of rows)
		expect([row.mcc, mccName(row.mcc)]).toEqual([row.mcc, expect.any(String)]);
	expect(mccName('0742')).toBe('Veterinary Services');
	expect(mccName('5411')).toMatch(/Grocery/);
	expect(mccName('0001')).toBeUndefined();
});

it('reads a code that somebody typed', () => {
	expect(mcc('742')).toEqual({ code: '0742' });
	expect(mcc('food').problem).toBe('"food" is not a four-digit merchant category code, e.g. 5411');
});
