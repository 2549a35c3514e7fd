import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leftToOtherDays, TURNS } from '../../support/turns.mjs';

const files = TURNS.flat();

const pathOf = (file: string) => join(__dirname, '..', '..', `${file}.test.mts`);

it('names files that are there, each once', () => {
	for (const file of files) expect([file, existsSync(pathOf(file))]).toEqual([file, true]);
	expect(new Set(files).size).toBe(files.length);
});

it('as many days in a row as there are turns do all of them', () => {
	const done = TURNS.flatMap((_, days) => {
		const left = leftToOtherDays(20_783 + days);
		return files.filter((file) => !left.includes(file));
	});
	expect(done.sort()).toEqual([...files].sort());
});

it('names none that does a part of its own each day: some of its parts would never have their turn', () => {
	for (const file of files) expect(readFileSync(pathOf(file), 'utf8')).not.toContain('volume.mts');
});
