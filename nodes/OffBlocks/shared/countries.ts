import { countries as NAMES } from 'i18n-iso-countries/langs/en.json';
import { alphabetical } from './alphabetical';

/** Country names by ISO 3166-1 alpha-2 code, the first where a country has several. */
const names = new Map(
	Object.entries(NAMES as Record<string, string | string[]>).map(([code, name]) => [
		code,
		typeof name === 'string' ? name : name[0],
	]),
);

/** All ISO 3166-1 countries as options, by name. */
export const countryOptions: Array<{ name: string; value: string }> = alphabetical(
	[...names].map(([value, name]) => ({ name: `${name} (${value})`, value })),
	({ name }) => name,
);

/** The English name of a country by its ISO 3166-1 alpha-2 code, undefined for what is none. */
export function countryName(code: string): string | undefined {
	return names.get(code);
}

/** Whether this is an ISO 3166-1 alpha-2 code as the API writes it, in upper case. */
export function isCountry(code: string): boolean {
	return names.has(code);
}

/**
 * Reads an ISO 3166-1 alpha-2 code, in any case.
 *
 * @returns the code in upper case; where it is none, what is wrong and which code was probably meant
 */
export function readCountry(text: string): { code: string; problem?: string } {
	const code = text.toUpperCase();
	if (names.has(code)) return { code };
	const meant = code === 'UK' ? 'GB' : codeOf(text);
	const hint = meant ? `. Did you mean ${meant}?` : ', e.g. GB for the United Kingdom';
	return {
		code,
		problem: `"${text.slice(0, 60)}" is not a two-letter country code (ISO 3166-1)${hint}`,
	};
}

function codeOf(name: string): string | undefined {
	const wanted = name.toLowerCase();
	for (const [code, known] of Object.entries(NAMES as Record<string, string | string[]>)) {
		if ([known].flat().some((entry) => entry.toLowerCase() === wanted)) return code;
	}
	return undefined;
}
