// A folder in the cache is complete or absent: it is made beside its place, then renamed.
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { say } from './progress.mjs';

/**
 * Makes `folder` where `isGood(folder)` says no (a reason) rather than undefined. `manifest` holds package.json
 * and package-lock.json; `fill(temporary)` installs into a folder that has copies of both.
 */
export async function installOnce({ folder, what, manifest, isGood, fill }) {
	if ((await problemOf(folder, isGood)) === undefined) return;
	await withLock(`${folder}.lock`, what, async () => {
		const problem = await problemOf(folder, isGood);
		if (problem === undefined) return;
		removeLeftovers(folder);
		if (existsSync(folder)) {
			say(`${what} in ${folder} cannot be used (${problem}); installing it again`);
			rmSync(folder, { recursive: true, force: true });
		}
		const temporary = `${folder}.installing-${process.pid}`;
		try {
			copyManifest(manifest, temporary);
			await fill(temporary);
			renameSync(temporary, folder);
		} catch (error) {
			rmSync(temporary, { recursive: true, force: true });
			throw error;
		}
	});
}

async function problemOf(folder, isGood) {
	return existsSync(folder) ? await isGood(folder) : 'it is not there';
}

function copyManifest(manifest, target) {
	mkdirSync(target, { recursive: true });
	for (const name of ['package.json', 'package-lock.json']) {
		cpSync(join(manifest, name), join(target, name));
	}
}

/** Half-made folders of installs that died. We hold the lock, so nobody works in them. */
function removeLeftovers(folder) {
	if (!existsSync(dirname(folder))) return;
	for (const name of readdirSync(dirname(folder))) {
		if (!name.startsWith(`${basename(folder)}.installing-`)) continue;
		say(`Removing an incomplete installation: ${name}`);
		rmSync(join(dirname(folder), name), { recursive: true, force: true });
	}
}
