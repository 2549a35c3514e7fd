import { countryOptions, readCountry } from '../../../nodes/OffBlocks/shared/countries.ts';

it('lists every country once, by name', () => {
	const codes = countryOptions.map(({ value }) => value);
	expect(codes.length).toBeGreaterThanOrEqual(249);
	expect(new Set(codes).size).toBe(codes.length);
	expect(countryOptions.find(({ value }) => value === 'GB')?.name).toBe('United Kingdom (GB)');
	for (const code of codes) expect(code).toMatch(/^[A-Z]{2}$/);
});

it.each(['GB', 'gb', 'Gb'])('reads %s', (text) => {
	expect(readCountry(text)).toEqual({ code: 'GB' });
});

it.each([
	['UK', 'GB'],
	['Germany', 'DE'],
	['united states of america', 'US'],
])('takes %s for no code and proposes %s', (text, meant) => {
	expect(readCountry(text).problem).toContain(`Did you mean ${meant}?`);
});

it.each(['', 'ZZ', 'GBR', '1', 'constructor', '__proto__'])('refuses "%s"', (text) => {
	expect(readCountry(text).problem).toContain('ISO 3166-1');
});
