import { Readable } from 'node:stream';
import { NotAList, readList, readText } from '../../../nodes/OffBlocks/api/body.ts';

const never = new AbortController().signal;

/** A body in pieces; it counts how many were asked for. */
function bodyOf(...pieces: string[]) {
	const seen = { pieces: 0 };
	const stream = Readable.from(
		(function* () {
			for (const piece of pieces) {
				seen.pieces += 1;
				yield Buffer.from(piece);
			}
		})(),
		{ highWaterMark: 1 },
	);
	return { stream, seen };
}

/** A body whose second piece never comes. */
function hanging(first: string): Readable {
	const stream = new Readable({ read() {} });
	stream.push(first);
	return stream;
}

describe('readText', () => {
	it('joins pieces, also where they cut a character', async () => {
		const bytes = Buffer.from('{"name":"Zoë 😀"}');
		const pieces = Array.from(bytes, (byte) => Buffer.from([byte]));
		expect(await readText(Readable.from(pieces), never)).toBe(bytes.toString());
	});

	it.each([
		['text', 'abc', 'abc'],
		['a Buffer', Buffer.from('abc'), 'abc'],
		['nothing', undefined, ''],
		['null', null, ''],
		['something else', { a: 1 }, ''],
	])('takes %s for a body', async (_, body, text) => {
		expect(await readText(body, never)).toBe(text);
	});

	it('stops at the given length and closes the connection', async () => {
		const { stream, seen } = bodyOf(...Array<string>(100).fill('x'.repeat(10)));
		expect(await readText(stream, never, 25)).toBe('x'.repeat(25));
		expect(seen.pieces).toBeLessThan(10);
		expect(stream.destroyed).toBe(true);
	});

	it('ends with the reason of the signal, in the middle or before', async () => {
		const abort = new AbortController();
		const stream = hanging('a');
		const reading = readText(stream, abort.signal);
		abort.abort(new Error('enough'));
		await expect(reading).rejects.toThrow('enough');
		expect(stream.destroyed).toBe(true);
		await expect(readText(hanging('a'), abort.signal)).rejects.toThrow('enough');
	});

	it('hands on what goes wrong with the connection', async () => {
		const stream = hanging('a');
		const reading = readText(stream, never);
		stream.destroy(Object.assign(new Error('cut'), { code: 'ECONNRESET' }));
		await expect(reading).rejects.toMatchObject({ code: 'ECONNRESET' });
	});
});

describe('readList', () => {
	const even = (element: unknown) => (element as number) % 2 === 0;

	it('keeps what is wanted, in order', async () => {
		const { stream } = bodyOf('[1,2,', '3,4', ',5,6]');
		expect(await readList(stream, never, { limit: Infinity, keep: even })).toEqual([2, 4, 6]);
	});

	it('reads no further than the limit, and closes the connection', async () => {
		const { stream, seen } = bodyOf('[1,2,3,4,', ...Array<string>(100).fill('5,6,'), '7]');
		expect(await readList(stream, never, { limit: 3, keep: even })).toEqual([2, 4, 6]);
		expect(seen.pieces).toBeLessThan(10);
		expect(stream.destroyed).toBe(true);
	});

	it.each(['[1,2', '{"cards":[]}', '', '[1,2]3', '<html>'])('refuses %j', async (text) => {
		const reading = readList(bodyOf(text).stream, never, { limit: Infinity });
		await expect(reading).rejects.toBeInstanceOf(NotAList);
		await expect(reading).rejects.toMatchObject({ start: text });
	});
});
