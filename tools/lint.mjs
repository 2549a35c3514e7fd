// npm run lint: n8n's linter in strict mode, ours for what is not shipped, types, formatting; side by side. What each
// has printed is shown when it is through.
import { createRequire } from 'node:module';
import { basename, delimiter, join } from 'node:path';
import { run } from './setup/npm.mjs';
import { root } from './setup/places.mjs';

const { tsc } = createRequire(import.meta.url)('./tsc.js');

const STEPS = [
	['n8n-node', 'lint'],
	['eslint', '--config', 'eslint.tools.config.mjs', '.'],
	[tsc, '--noEmit', '-p', 'tsconfig.tools.json'],
	['oxfmt', '--check', '.'],
];
const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);

async function lint([command, ...args]) {
	const start = Date.now();
	const { code, output } = await run(command, args, { cwd: root, env: { ...process.env, PATH } });
	const seconds = Math.round((Date.now() - start) / 1000);
	console.log(`-- ${basename(command)}: ${code === 0 ? 'clean' : 'FAILED'}, ${seconds} s`);
	if (code !== 0) console.log(output.trimEnd());
	return code;
}

const codes = await Promise.all(STEPS.map(lint));
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0;
