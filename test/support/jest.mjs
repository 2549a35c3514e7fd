// Runs jest on the Node that n8n's engine needs, and reads what became of the tests.
import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { readJson, root } from '../../tools/setup/places.mjs';
import { runOn } from '../../tools/setup/run-on.mjs';
import { withoutLeftovers } from './leftovers.mjs';

/**
 * What runs jest: a function from arguments to its exit code.
 * @param {{ node: string, n8n: { n8n?: string, node: string } }} places
 *   `node` runs jest and the sandbox; `n8n` is the n8n that tests start, if any, and the Node for it
 */
export function jestOn({ node, n8n }) {
	const env = {
		...process.env,
		PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
		// For tests that start n8n, so that none looks for it again.
		N8N_NODE: n8n.node,
		N8N_BIN: n8n.n8n,
	};
	const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
	return (args, more = {}) =>
		withoutLeftovers((groups) =>
			runOn(node, [jest, ...args], { cwd: root, env: { ...env, ...more, ...groups } }),
		);
}

/**
 * Runs jest and has what became of the tests written down: `{ code, files, total, failed, skipped }`. Not by
 * jest's own --json, which breaks on an error that holds a request, and many a failed test's does.
 */
export async function recorded(run, args, name) {
	const file = join(root, '.cache', `jest-${name}.json`);
	mkdirSync(dirname(file), { recursive: true });
	rmSync(file, { force: true });
	const reporters = ['default', join(root, 'test', 'support', 'resultReporter.mjs')];
	const code = await run([...reporters.map((one) => `--reporters=${one}`), ...args], {
		JEST_RESULTS: file,
	});
	return { code, ...readJson(file) };
}
