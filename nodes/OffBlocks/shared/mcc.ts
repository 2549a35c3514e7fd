import table from 'merchant-category-codes/with_groups/mcc-en.json';
import type { ReadChoice } from './choices';

/** ISO 18245. The API gives a number, which has lost the leading zeros. */
const MCC = /^\d{1,4}$/;

let names: ReadonlyMap<string, string> | undefined;

/** A merchant category code in its four digits, e.g. "0742" of 742; undefined for what is none. */
export function mccCode(mcc: unknown): string | undefined {
	const text = typeof mcc === 'number' || typeof mcc === 'string' ? String(mcc).trim() : '';
	return MCC.test(text) ? text.padStart(4, '0') : undefined;
}

/** What a code of four digits stands for, e.g. "Veterinary Services"; undefined where nobody knows. */
export function mccName(code: string): string | undefined {
	names ??= new Map(readTable());
	return names.get(code);
}

/** Reads a code with its leading zeros or without. */
export const mcc: ReadChoice = (text) => {
	const code = mccCode(text);
	if (code) return { code };
	return {
		code: text,
		problem: `"${text.slice(0, 60)}" is not a four-digit merchant category code, e.g. 5411`,
	};
};

/** Code and name of each. Of the package's table the build and the tests leave these, as text (tools/mccNames.js). */
function readTable(): Array<[string, string]> {
	const text = table as unknown as string;
	return text.split('\n').map((line) => [line.slice(0, 4), line.slice(5)]);
}

/** ISO 18245's ranges of codes, by the first code of each. */
const GROUPS: ReadonlyArray<readonly [first: number, name: string]> = [
	[1, 'Agricultural Services'],
	[1500, 'Contracted Services'],
	[3000, 'Airlines'],
	[3300, 'Car Rental'],
	[3500, 'Lodging'],
	[4000, 'Transportation'],
	[4800, 'Utilities'],
	[5000, 'Retail Outlets'],
	[5600, 'Clothing Stores'],
	[5700, 'Other Stores'],
	[7300, 'Business Services'],
	[8000, 'Professional Services and Membership Organizations'],
	[9000, 'Government Services'],
];

/** The group that a code of four digits belongs to, e.g. "Retail Outlets" of 5411; undefined for 0000. */
export function mccGroup(code: string): string | undefined {
	return GROUPS.filter(([first]) => first <= Number(code)).at(-1)?.[1];
}
