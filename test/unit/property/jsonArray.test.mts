import fc from 'fast-check';
import { JsonArrayParser } from '../../../nodes/OffBlocks/api/jsonArray.ts';

/** The elements of a text that arrives cut at the given places; undefined where it is refused. */
function read(text: string, places: number[]): unknown[] | undefined {
	const bytes = Buffer.from(text);
	const cuts = [0, ...places.map((at) => at % (bytes.length + 1)), bytes.length];
	cuts.sort((a, b) => a - b);
	const parser = new JsonArrayParser();
	try {
		const elements = cuts
			.slice(1)
			.flatMap((end, index) => parser.push(bytes.subarray(cuts[index], end)));
		parser.end();
		return elements;
	} catch (error) {
		expect(error).toBeInstanceOf(SyntaxError);
		return undefined;
	}
}

/** What JSON.parse makes of it, where it is an array. */
function expected(text: string): unknown[] | undefined {
	try {
		const value = JSON.parse(text) as unknown;
		return Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

const arrays = fc.oneof(
	fc.array(fc.jsonValue({ stringUnit: 'binary' })).map((value) => JSON.stringify(value)),
	fc.array(fc.jsonValue()).map((value) => JSON.stringify(value, null, 2)),
);
const places = fc.array(fc.nat({ max: 5_000 }), { maxLength: 12 });

it('reads what JSON.parse reads, however it is cut', () => {
	fc.assert(
		fc.property(arrays, places, (text, cuts) => {
			expect(read(text, cuts)).toEqual(JSON.parse(text));
		}),
		{ numRuns: 1_500 },
	);
});

it('comes to the verdict of JSON.parse on what is damaged, however it is cut', () => {
	const damage = fc.record({
		at: fc.nat({ max: 500 }),
		remove: fc.nat({ max: 3 }),
		insert: fc.constantFrom('', ',', '[', ']', '{', '}', '"', '\\', ' ', '1', ':', '\u00a0'),
	});
	fc.assert(
		fc.property(
			arrays,
			fc.array(damage, { minLength: 1, maxLength: 3 }),
			places,
			(text, hits, cuts) => {
				let spoilt = text;
				for (const { at, remove, insert } of hits) {
					const place = at % (spoilt.length + 1);
					spoilt = spoilt.slice(0, place) + insert + spoilt.slice(place + remove);
				}
				// A lone half of a surrogate pair does not survive the way through bytes, on either side.
				const text8 = Buffer.from(spoilt).toString();
				expect(read(text8, cuts)).toEqual(expected(text8));
			},
		),
		{ numRuns: 1_500 },
	);
});
