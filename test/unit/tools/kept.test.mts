// What a CI keeps of npm's work for its next clone.
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keep, restore } from '../../../tools/setup/kept.mjs';

const NAME = 'project';
const before = process.env.XDG_CACHE_HOME;
let scratch: string;
beforeEach(() => {
	scratch = mkdtempSync(join(tmpdir(), 'offblocks-kept-'));
	process.env.XDG_CACHE_HOME = join(scratch, 'cache');
});
afterEach(() => {
	if (before === undefined) delete process.env.XDG_CACHE_HOME;
	else process.env.XDG_CACHE_HOME = before;
	rmSync(scratch, { recursive: true, force: true });
});

const lockOf = (version: string) => ({
	packages: { '': {}, 'node_modules/one': { version, integrity: `sha512-${version}` } },
});
const kept = () => readdirSync(join(scratch, 'cache', 'n8n-nodes-offblocks'));
const packageOf = (folder: string) => join(folder, 'node_modules', 'one', 'package.json');

/** A clone that asks for this version of a package. */
function clone(name: string, version: string): string {
	const folder = join(scratch, name);
	mkdirSync(folder);
	writeFileSync(join(folder, 'package.json'), '{}');
	writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lockOf(version)));
	return folder;
}

/** As `npm ci` leaves it. */
function installIn(folder: string, version: string): void {
	mkdirSync(join(folder, 'node_modules', 'one'), { recursive: true });
	writeFileSync(packageOf(folder), JSON.stringify({ version }));
	const hidden = join(folder, 'node_modules', '.package-lock.json');
	writeFileSync(hidden, JSON.stringify(lockOf(version)));
}

async function keepOne(name: string, version: string): Promise<string> {
	const folder = clone(name, version);
	installIn(folder, version);
	await keep(folder, NAME);
	return folder;
}

it('is linked into the next clone, over what an install that died has left there', async () => {
	const first = await keepOne('first', '1.0.0');
	const second = clone('second', '1.0.0');
	mkdirSync(join(second, 'node_modules', 'half'), { recursive: true });
	expect(await restore(second, NAME)).toBe(true);
	expect(readdirSync(second).sort()).toEqual(['node_modules', 'package-lock.json', 'package.json']);
	expect(readdirSync(join(second, 'node_modules')).sort()).toEqual(['.package-lock.json', 'one']);
	expect(statSync(packageOf(second)).ino).toBe(statSync(packageOf(first)).ino);
});

it('is nothing for a clone that asks for other packages', async () => {
	await keepOne('first', '1.0.0');
	const second = clone('second', '2.0.0');
	expect(await restore(second, NAME)).toBe(false);
	expect(existsSync(join(second, 'node_modules'))).toBe(false);
});

it('makes room for what the next lock file asks for, and leaves what is of others', async () => {
	await keepOne('first', '1.0.0');
	mkdirSync(join(scratch, 'cache', 'n8n-nodes-offblocks', 'modules-sandbox-x'));
	await keepOne('second', '2.0.0');
	expect(kept()).toHaveLength(2);
	expect(await restore(clone('third', '1.0.0'), NAME)).toBe(false);
	expect(await restore(clone('fourth', '2.0.0'), NAME)).toBe(true);
});

it('is whole in every clone, though one makes room while others link', async () => {
	await keepOne('first', '1.0.0');
	const others = ['a', 'b', 'c'].map((name) => clone(name, '1.0.0'));
	const [a, b, , c] = await Promise.all([
		restore(others[0], NAME),
		restore(others[1], NAME),
		keepOne('second', '2.0.0'),
		restore(others[2], NAME),
	]);
	for (const [place, restored] of [a, b, c].entries()) {
		expect(existsSync(packageOf(others[place]))).toBe(restored);
	}
	expect(kept()).toHaveLength(1);
});

it('is nothing where it cannot be linked, and that is no failure', async () => {
	await keep(clone('first', '1.0.0'), NAME);
	expect(kept()).toEqual([]);
});

it('is not used when it is not whole, and made anew', async () => {
	const first = await keepOne('first', '1.0.0');
	const [folder] = kept();
	rmSync(join(scratch, 'cache', 'n8n-nodes-offblocks', folder, 'node_modules'), {
		recursive: true,
	});
	expect(await restore(clone('second', '1.0.0'), NAME)).toBe(false);
	await keep(first, NAME);
	expect(await restore(clone('third', '1.0.0'), NAME)).toBe(true);
});
