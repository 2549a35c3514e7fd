// node tools/start.mjs FILE [ARGUMENTS]: makes ready what is missing, builds, then runs FILE on the Node that n8n needs.
// For all that runs an n8n: the demo, the cluster, the benchmarks.
import { join } from 'node:path';
import { ensureBuilt } from './setup/build.mjs';
import { exitWith } from './setup/error.mjs';
import { root } from './setup/places.mjs';
import { runOn } from './setup/run-on.mjs';
import { ensureAll } from './setup.mjs';

async function main([file, ...args]) {
	const { node } = await ensureAll();
	await ensureBuilt();
	return await runOn(node, [join(root, file), ...args]);
}

main(process.argv.slice(2)).then((code) => process.exit(code), exitWith);
