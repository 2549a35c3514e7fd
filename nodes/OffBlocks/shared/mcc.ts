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
