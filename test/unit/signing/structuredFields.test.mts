import { randomBytes } from 'node:crypto';
import { parseDictionary, serializeDictionary } from 'structured-headers';
import { parseStrictDictionary } from '../../../nodes/OffBlocks/signing/structuredFields.ts';

/** What the library alone makes of a field: the members as text, undefined where it is not canonical. */
function byLibrary(value: string): string | undefined {
	try {
		const canonical = serializeDictionary(parseDictionary(value));
		return canonical.replace(/[ \t]+/g, '') === value.replace(/[ \t]+/g, '')
			? canonical
			: undefined;
	} catch {
		return undefined;
	}
}

function byUs(value: string): string | undefined {
	try {
		return serializeDictionary(parseStrictDictionary(value, 'Signature'));
	} catch {
		return undefined;
	}
}

const bytes = [0, 1, 2, 3, 32, 64, 96].map((length) => randomBytes(length).toString('base64'));
const odd = ['AA', 'AA=', 'AAA', 'A===', 'AB==', 'AAE=', 'AAF=', '====', 'AA==AA==', 'a-b_', 'é'];
const keys = ['sig', '*', 'a.b-c_d*1', 'sha-512', 'Sig', '1a', '', '-a', 'a'.repeat(200)];
const frames = [
	(key: string, text: string) => `${key}=:${text}:`,
	(key: string, text: string) => `${key}=:${text}:;a=1`,
	(key: string, text: string) => ` ${key}=:${text}: `,
	(key: string, text: string) => `${key}=:${text}:, b=:AA==:`,
	(key: string, text: string) => `${key}=:${text}`,
	(key: string, text: string) => `${key}=:${text}:\n`,
];

it('one member of bytes, read by itself, is what the library reads', () => {
	let accepted = 0;
	for (const frame of frames) {
		for (const key of keys) {
			for (const text of [...bytes, ...odd]) {
				const value = frame(key, text);
				expect([value, byUs(value)]).toEqual([value, byLibrary(value)]);
				if (byUs(value) !== undefined) accepted += 1;
			}
		}
	}
	expect(accepted).toBeGreaterThan(100);
});
