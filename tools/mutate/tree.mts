// A copy of the checkout in a temporary folder, with the mutants in its sources: the checkout itself is never touched.
import {
	appendFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { placesIn, type Place } from './mutations.mts';

/** Not copied. What is installed is linked. */
const LEFT_OUT = /(^|\/)(node_modules|dist|\.git|\.cache|\.demo|test-results)$/;

export interface Mutant extends Place {
	id: number;
	file: string;
}

export interface Tree {
	/** Root of the copy. */
	root: string;
	remove(): void;
}

export function copyTree(root: string): Tree {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-mutants-'));
	const copy = join(folder, 'tree');
	cpSync(root, copy, {
		recursive: true,
		filter: (path) => !LEFT_OUT.test(relative(root, path)),
	});
	for (const path of ['node_modules', 'sandbox/node_modules']) {
		if (existsSync(join(root, path))) symlinkSync(realpathSync(join(root, path)), join(copy, path));
	}
	const shared = join(root, '..', 'shared');
	if (existsSync(shared)) symlinkSync(realpathSync(shared), join(folder, 'shared'));
	return { root: copy, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Sources below some paths, relative to the root. */
export function sourcesOf(root: string, paths: string[]): string[] {
	return paths.flatMap((path) => {
		if (path.endsWith('.ts')) return [path];
		const entries = readdirSync(join(root, path), { recursive: true, encoding: 'utf8' });
		return entries.filter((name) => name.endsWith('.ts')).map((name) => join(path, name));
	});
}

/** Places of the sources that do not overlap, in an order that only the seed decides; one a line. */
export function chooseMutants(
	root: string,
	sources: string[],
	{ seed, count }: { seed: number; count: number },
): Mutant[] {
	const all = sources.flatMap((file) =>
		placesIn(readFileSync(join(root, file), 'utf8')).map((place) => ({ ...place, file })),
	);
	const chosen: Mutant[] = [];
	for (const place of shuffled(all, seed)) {
		if (chosen.length === count) break;
		const overlaps = chosen.some(
			(other) =>
				other.file === place.file &&
				(other.line === place.line || (other.start < place.end && place.start < other.end)),
		);
		if (!overlaps) chosen.push({ ...place, id: chosen.length + 1 });
	}
	return chosen;
}

/** Writes all mutants into the copy's sources, each behind its switch. */
export function plant(root: string, mutants: Mutant[]): void {
	for (const file of new Set(mutants.map((mutant) => mutant.file))) {
		let text = readFileSync(join(root, file), 'utf8');
		const own = mutants.filter((mutant) => mutant.file === file);
		for (const { start, end, id, broken } of own.sort((a, b) => b.start - a.start)) {
			// A program that a test starts has no switch of jest's, but the same environment.
			const on = `(globalThis.__m?.(${id}) ?? process.env.MUTANT === '${id}')`;
			text = text.slice(0, start) + broken(on) + text.slice(end);
		}
		writeFileSync(join(root, file), text);
	}
}

/**
 * Has the built entries load the code at once: descriptions made at the build have no mutant in them.
 *
 * @param root of a copy that is built
 */
export function loadEagerly(root: string): void {
	const frame = `exports.entry = (name) => require('./offblocks.js')[name];\n`;
	writeFileSync(join(root, 'dist', 'entry.js'), frame);
}

/** Has jest of the copy switch a mutant on, and note which mutants each test file meets. */
export function wire(root: string): void {
	const at = (name: string) => join(root, '.mutants', name);
	mkdirSync(dirname(at('x')), { recursive: true });
	writeFileSync(
		at('switch.cjs'),
		`const met = new Set();
globalThis.__m = (id) => (met.add(id), id === Number(process.env.MUTANT));
afterAll(() => {
	const line = JSON.stringify({ file: expect.getState().testPath, met: [...met] });
	if (process.env.MUTANTS_MET) require('node:fs').appendFileSync(process.env.MUTANTS_MET, line + '\\n');
});
`,
	);
	writeFileSync(
		at('sequencer.cjs'),
		`const { default: Sequencer } = require('@jest/test-sequencer');
const order = (process.env.MUTANT_FILES || '').split('\\n');
module.exports = class extends Sequencer {
	sort(tests) {
		return [...tests].sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
	}
};
`,
	);
	appendFileSync(
		join(root, 'jest.config.js'),
		`
module.exports.testSequencer = '<rootDir>/.mutants/sequencer.cjs';
for (const project of module.exports.projects) project.setupFilesAfterEnv.push('<rootDir>/.mutants/switch.cjs');
`,
	);
}

/** The same order for the same seed (mulberry32). */
function shuffled<T>(list: T[], seed: number): T[] {
	let state = seed;
	const random = () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
	return list
		.map((entry) => ({ entry, at: random() }))
		.sort((a, b) => a.at - b.at)
		.map(({ entry }) => entry);
}
