import fc from 'fast-check';
import { toolAnswer } from '../../../nodes/OffBlocks/engine/toolAnswer.ts';

const items = (count: number, json: (at: number) => object = (id) => ({ id })) =>
	Array.from({ length: count }, (_, at) => ({ json: json(at) as never }));

it('a short answer is what it was', () => {
	const answer = items(3);
	expect(toolAnswer([answer])).toEqual(answer);
});

it('nothing says so, with the summary where there is one', () => {
	expect(toolAnswer([[]])).toMatchObject([{ json: { nothingFound: true } }]);
	expect(toolAnswer([[], items(1)])).toMatchObject([{ json: { summary: { id: 0 } } }]);
});

it('as many as were asked for may not be all; fewer are', () => {
	expect(toolAnswer([items(3)], 3)[0].json).toMatchObject({ thereMayBeMore: true, shown: 3 });
	expect(toolAnswer([items(2)], 3)).toHaveLength(2);
});

it('100,000 cards are their number and the first ones', () => {
	const [note, ...cards] = toolAnswer([items(100_000, (at) => ({ id: 'x'.repeat(300), at }))]);
	expect(note.json).toMatchObject({ found: 100_000, shown: cards.length });
	expect(cards.map(({ json }) => json.at)).toEqual(cards.map((_, at) => at));
});

it('one thing that is too large is cut, or named', () => {
	const [long] = toolAnswer([items(1, () => ({ text: 'x'.repeat(50_000) }))]);
	expect(long.json.text).toMatch(/… \(cut: 50000 characters\)$/);
	const fields = Array.from({ length: 100 }, (_, at) => [at, 'x'.repeat(2000)]);
	const [huge] = toolAnswer([items(1, () => Object.fromEntries(fields))]);
	expect(huge.json.message).toContain('too large to be shown');
});

it.each([
	['objects', (inner: unknown) => ({ inner })],
	['lists', (inner: unknown) => [inner]],
])('of one thing that is too large, %s within %s are cut', (_, wrap) => {
	let deep: unknown = 'the end';
	for (let depth = 0; depth < 30; depth += 1) deep = wrap(deep);
	const [{ json }] = toolAnswer([items(1, () => ({ deep, text: 'x'.repeat(50_000) }))]);
	const text = JSON.stringify(json.deep);
	expect(text).not.toContain('the end');
	expect(text.match(/[[{]/g)).toHaveLength(8);
	expect(text).toContain('"… (cut)"');
});

it('of one thing that is too large, a list has twenty entries and says how many more there are', () => {
	const list = Array.from({ length: 25 }, (_, at) => at);
	const [{ json }] = toolAnswer([items(1, () => ({ list, text: 'x'.repeat(50_000) }))]);
	expect(json.list).toEqual([...list.slice(0, 20), '… (cut: 5 more)']);
});

it('texts are what a person would see, and none pushes out the others', () => {
	const name = `Ann\u200b\u202e\u{e0041} O\u2019Neill 👩\u200d💻\n`;
	const answer = toolAnswer([
		items(3, (at) => ({ name, merchant: at ? 'Shop' : 'x'.repeat(25_000) })),
	]);
	expect(answer).toHaveLength(3);
	expect(answer[0].json.merchant).toHaveLength(1_000 + '… (cut: 25000 characters)'.length);
	expect(answer[1].json.name).toBe('Ann\ufffd\ufffd\ufffd O\u2019Neill 👩\u200d💻\n');
	const [summary] = toolAnswer([[], items(1, () => ({ name }))]);
	expect(JSON.stringify(summary.json)).not.toMatch(/\u200b|\u202e/);
});

it('is never long, whatever comes, and always JSON', () => {
	fc.assert(
		fc.property(
			fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 50 }),
			fc.nat(5000),
			(objects, long) => {
				const big = { text: '"'.repeat(long * 20), list: Array(long).fill('y') };
				const answer = toolAnswer([items(objects.length, (at) => ({ ...objects[at], big }))]);
				expect(JSON.stringify(answer.map(({ json }) => json)).length).toBeLessThan(31_000);
				expect(answer.length).toBeGreaterThan(0);
			},
		),
		{ numRuns: 50 },
	);
});
