// npm start: makes ready what is missing, builds, then runs the demo on the Node that n8n needs.
import { join } from 'node:path';
import { ensureBuilt } from './setup/build.mjs';
import { exitWith } from './setup/error.mjs';
import { root } from './setup/places.mjs';
import { runOn } from './setup/run-on.mjs';
import { ensureAll } from './setup.mjs';

async function main(args) {
	const { node } = await ensureAll();
	await ensureBuilt();
	return await runOn(node, [join(root, 'demo', 'run.mts'), ...args]);
}

main(process.argv.slice(2)).then((code) => process.exit(code), exitWith);
