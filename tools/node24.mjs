// node tools/node24.mjs FILE [ARGUMENTS]: runs a file on Node 24, the system's or npm's.
import { exitWith } from './setup/error.mjs';
import { runOn } from './setup/run-on.mjs';
import { ensureNode24, ensureSandbox } from './setup.mjs';

async function main([file, ...args]) {
	if (!file) {
		console.error('Usage: node tools/node24.mjs FILE [ARGUMENTS]');
		return 2;
	}
	await ensureSandbox();
	const { node } = await ensureNode24();
	return await runOn(node, [file, ...args]);
}

main(process.argv.slice(2)).then((code) => process.exit(code), exitWith);
