// A pinned n8n, 2.9 GB, in the cache: made once, used by every clone, the demo and the tests.
import { join } from 'node:path';
import { SetupError } from './error.mjs';
import { installOnce } from './install.mjs';
import { ensureNode } from './node.mjs';
import { npm, run } from './npm.mjs';
import { packageCounter } from './packages.mjs';
import { cacheFolder, n8nPin, n8nVersion, readJson } from './places.mjs';
import { withProgress } from './progress.mjs';

const COMPILER_HINT =
	'sqlite3 is compiled where no ready binary can be downloaded: that needs python3, make and a C++ compiler ' +
	'(Debian: apt-get install python3 make g++). Then start again.';

/**
 * Makes sure of a pinned n8n, by default the demo's: `{ n8n, folder, node, binDir }`: its bin file, its folder,
 * the Node to run it and that one's folder.
 */
export async function ensureN8n(version = n8nVersion) {
	const { manifest, nodeMajor } = n8nPin(version);
	const { node, binDir } = await ensureNode(nodeMajor);
	const folder = join(cacheFolder(), `n8n-${version}-node${nodeMajor}`);
	await installOnce({
		folder,
		what: `n8n ${version}`,
		manifest,
		isGood: (base) => problemOfN8n(base, node, version),
		fill: (temporary) => fill(temporary, node, version),
	});
	return { n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'), folder, node, binDir };
}

async function fill(folder, node, version) {
	await withProgress(
		{
			label: `Installing n8n ${version} into ${cacheFolder()}`,
			expect: 'about 4 minutes and 2.9 GB of disk; done once, shared by all clones',
			howFar: packageCounter(folder),
		},
		() =>
			npm(['ci', '--ignore-scripts'], {
				cwd: folder,
				node,
				hint: 'look at the lines above; mostly it is the network, the registry or a full disk. Then start again.',
			}),
	);
	await withProgress(
		{
			label: 'Compiling sqlite3 (no prebuilt binary available)',
			expect: 'about a minute',
			howFar: () => 'compiling',
		},
		() =>
			npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], {
				cwd: folder,
				node,
				env: { JOBS: 'max' },
				hint: COMPILER_HINT,
			}),
	);
	const problem = await problemOfN8n(folder, node, version);
	if (problem) throw new SetupError(`n8n ${version} does not load: ${problem}`, COMPILER_HINT);
}

/** Why the n8n in `folder` cannot be used: another version, or a database driver that does not load. */
async function problemOfN8n(folder, node, wanted) {
	try {
		const { version } = readJson(join(folder, 'node_modules', 'n8n', 'package.json'));
		if (version !== wanted) return `it is n8n ${version}`;
	} catch (error) {
		return error.message;
	}
	const { code, output } = await run(node, ['-e', "require('sqlite3')"], { cwd: folder });
	if (code === 0) return undefined;
	return `sqlite3: ${/Error: .*/.exec(output)?.[0] ?? output.trim()}`;
}
