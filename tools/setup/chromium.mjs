// Chromium for the browser tests and the pictures: the system's. Debian's is installed where we may do that.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withLock } from './lock.mjs';
import { run } from './npm.mjs';
import { root } from './places.mjs';
import { say, withProgress } from './progress.mjs';

/** The shell has no window to draw, and takes a tenth less time for the tests. */
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome'];
const APT = '/usr/bin/apt-get';

/** What to do where there is none. */
export const CHROMIUM_HINT = `install Chromium (Debian: apt-get install ${SHELL}), or set CHROMIUM to the path of a Chromium or Chrome.`;

/** Path of the browser: $CHROMIUM, or the first of the usual names in PATH; undefined where there is none. */
export function findChromium() {
	if (process.env.CHROMIUM) return process.env.CHROMIUM;
	const folders = (process.env.PATH ?? '').split(delimiter);
	return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Makes sure of a Chromium where that can be done: its path, or undefined. */
export async function ensureChromium() {
	const found = findChromium();
	if (found || process.getuid?.() !== 0 || !existsSync(APT)) return found;
	return await withLock(join(root, '.cache', 'chromium.lock'), 'Chromium', async () => {
		if (!findChromium()) await install();
		return findChromium();
	});
}

async function install() {
	const failed = await withProgress(
		{
			label: 'Installing Chromium with apt-get (needed by the browser tests)',
			expect: 'about a minute, 300 MB, once for this machine',
			howFar: () => 'downloading and unpacking',
		},
		async () => {
			const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
			for (const args of [
				['update', '-qq'],
				['install', '-y', '-qq', '--no-install-recommends', SHELL],
			]) {
				const { code, output } = await run(APT, args, { env });
				if (code !== 0) return `apt-get ${args[0]}: ${output.trim().split('\n').at(-1)}`;
			}
			return undefined;
		},
	);
	if (failed) say(`That did not work (${failed})`);
}

function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
