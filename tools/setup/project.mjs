// The dependencies of a folder inside the checkout: the project's own and the sandbox's.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SetupError } from './error.mjs';
import { keep, restore } from './kept.mjs';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { isInstalled, packageCounter } from './packages.mjs';
import { root } from './places.mjs';
import { withProgress } from './progress.mjs';

/** Installs the project's dependencies where they are missing or not those of the lock file. */
export async function ensureProject() {
	await ensureDependencies(root, 'the dependencies of the project', 'about a minute');
	return { root };
}

/** The same for sandbox/. */
export async function ensureSandbox() {
	const sandbox = join(root, 'sandbox');
	await ensureDependencies(sandbox, 'the dependencies of the sandbox', 'some seconds');
	return { sandbox, main: join(sandbox, 'main.mts') };
}

async function ensureDependencies(folder, what, expect) {
	if (!existsSync(join(folder, 'package-lock.json'))) {
		throw new SetupError(
			`${join(folder, 'package-lock.json')} is missing.`,
			'make a fresh clone, or restore the file from git.',
		);
	}
	if (isInstalled(folder)) return;
	const name = relative(root, folder) || 'project';
	await withLock(join(root, '.cache', `${name}.lock`), what, async () => {
		if (isInstalled(folder) || (process.env.CI && (await restore(folder, name)))) return;
		await withProgress(
			{ label: `Installing ${what}`, expect, howFar: packageCounter(folder) },
			() =>
				npm(['ci', '--ignore-scripts', '--include=dev'], {
					cwd: folder,
					hint: 'look at the lines above; mostly it is the network or the registry. Then start again.',
				}),
		);
		if (process.env.CI) await keep(folder, name);
	});
}
