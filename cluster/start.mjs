// node cluster/start.mjs FILE [ARGUMENTS]: makes ready what is missing, builds, then runs a file of this folder.
import { join } from 'node:path';
import { ensureBuilt } from '../demo/setup/build.mjs';
import { exitWith } from '../demo/setup/error.mjs';
import { root } from '../demo/setup/places.mjs';
import { runOn } from '../demo/setup/run-on.mjs';
import { ensureAll } from '../demo/setup.mjs';

async function main([file, ...args]) {
	const { node } = await ensureAll();
	await ensureBuilt();
	return await runOn(node, [join(root, 'cluster', file), ...args]);
}

main(process.argv.slice(2)).then((code) => process.exit(code), exitWith);
