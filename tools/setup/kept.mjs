// A CI clones anew each time. What npm has installed for a lock file stays in the cache, and the next clone's
// node_modules is made of hard links to it: seconds instead of a minute and more. Only there: nobody edits a CI's
// node_modules, and to edit a linked file in place is to edit it for every clone.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installOnce } from './install.mjs';
import { withLock } from './lock.mjs';
import { run } from './npm.mjs';
import { isInstalled } from './packages.mjs';
import { cacheFolder } from './places.mjs';

/**
 * Makes `folder`/node_modules of what is kept for its lock file: whether that went well. It does not where nothing is
 * kept, or the cache is on another disk.
 */
export async function restore(folder, name) {
	return await alone(name, async () => {
		const kept = placeOf(folder, name);
		if (!isInstalledIn(kept)) return false;
		const target = join(folder, 'node_modules');
		const temporary = `${target}.linking`;
		rmSync(temporary, { recursive: true, force: true });
		const linked = await link(join(kept, 'node_modules'), temporary);
		if (linked) {
			rmSync(target, { recursive: true, force: true });
			renameSync(temporary, target);
		}
		rmSync(temporary, { recursive: true, force: true });
		return linked && isInstalled(folder);
	});
}

/** Keeps what npm has installed in `folder`, instead of what it had installed for another lock file. */
export async function keep(folder, name) {
	await alone(name, async () => {
		const kept = placeOf(folder, name);
		for (const other of readdirSync(cacheFolder())) {
			if (!other.startsWith(`modules-${name}-`) || kept.endsWith(other)) continue;
			rmSync(join(cacheFolder(), other), { recursive: true, force: true });
		}
		const done = installOnce({
			folder: kept,
			what: `the packages of the ${name}`,
			manifest: folder,
			isGood: (base) => (isInstalledIn(base) ? undefined : 'it is not whole'),
			fill: async (temporary) => {
				const modules = join(folder, 'node_modules');
				if (!(await link(modules, join(temporary, 'node_modules')))) throw new Error('not linked');
			},
		});
		// On another disk nothing is kept, and nothing is lost but time.
		await done.catch(() => undefined);
	});
}

/** One clone at a time: what one removes or makes, another must not be linking. */
const alone = (name, work) =>
	withLock(join(cacheFolder(), `modules-${name}.lock`), `the kept packages of the ${name}`, work);

const isInstalledIn = (base) => existsSync(join(base, 'package-lock.json')) && isInstalled(base);

function placeOf(folder, name) {
	const asked = readFileSync(join(folder, 'package-lock.json'));
	const digest = createHash('sha256').update(asked).digest('hex').slice(0, 16);
	return join(cacheFolder(), `modules-${name}-${process.platform}-${process.arch}-${digest}`);
}

/** GNU's cp: Node's own has no hard links. */
async function link(from, to) {
	const { code } = await run('cp', ['-al', from, to]);
	return code === 0;
}
