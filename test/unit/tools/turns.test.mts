import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { leftToOtherDays, TURNS } from '../../support/turns.mjs';

const files = TURNS.flat();

it('names files that are there, each once', () => {
	for (const file of files) {
		const path = join(__dirname, '..', '..', `${file}.test.mts`);
		expect([file, existsSync(path)]).toEqual([file, true]);
	}
	expect(new Set(files).size).toBe(files.length);
});

it('three days in a row do all of them', () => {
	const done = [20_783, 20_784, 20_785].flatMap((day) => {
		const left = leftToOtherDays(day);
		return files.filter((file) => !left.includes(file));
	});
	expect(done.sort()).toEqual([...files].sort());
});
