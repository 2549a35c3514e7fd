import { Readable } from 'node:stream';
import { readList, readText } from '../../../nodes/OffBlocks/api/body.ts';

const { signal } = new AbortController();
const of = (...parts: string[]) => Readable.from(parts.map((part) => Buffer.from(part)));

it('a text is cut off where it is too long, and nowhere before', async () => {
	expect(await readText(of('abc', 'd', 'e'), signal, 4)).toBe('abcd');
	expect(await readText(of('abc', 'de', 'f'), signal, 4)).toBe('abcd');
	expect(await readText(of('abc'), signal, 4)).toBe('abc');
});

it('a list that never ends is not read for ever', async () => {
	const megabyte = 1024 * 1024;
	const piece = Buffer.from(`"${'x'.repeat(megabyte / 4 - 3)}",`);
	let read = 0;
	async function* endless() {
		yield Buffer.from('[');
		for (; read < 100; read += 1) yield piece;
	}
	const list = readList(endless(), signal, { limit: 1_000 }, 2 * megabyte);
	await expect(list).rejects.toThrow('it is longer than 2 MB');
	expect(read).toBe(7);
});
