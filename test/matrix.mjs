// npm run test:matrix [-- VERSIONS JEST-OPTIONS]: the e2e suite on every n8n that is pinned, or on those named.
// Jest and the sandbox run on Node 24, n8n on the Node that it is made for. A full run renews README's table.
import { join } from 'node:path';
import { ensureBuilt } from '../tools/setup/build.mjs';
import { exitWith, SetupError } from '../tools/setup/error.mjs';
import { ensureN8n } from '../tools/setup/n8n.mjs';
import { run as execute } from '../tools/setup/npm.mjs';
import { n8nVersions, root } from '../tools/setup/places.mjs';
import { say } from '../tools/setup/progress.mjs';
import { ensureNode24, ensureProject, ensureSandbox } from '../tools/setup.mjs';
import { runTwice } from './ci.mjs';
import { jestOn } from './support/jest.mjs';
import { renewTable, tableOf } from './support/matrixTable.mjs';

async function main(args) {
	const versions = chosen(args);
	const options = args.filter((argument) => !versions.includes(argument));
	await ensureProject();
	await ensureSandbox();
	const { node } = await ensureNode24();
	await ensureBuilt();
	const rows = [];
	for (const version of versions) rows.push(await measure(version, options, node));
	console.log(`\n${tableOf(rows)}`);
	const whole = versions.length === n8nVersions().length && options.length === 0;
	if (whole) renewTable(join(root, 'README.md'), rows);
	return rows.every(({ failed, code }) => failed === 0 && code === 0) ? 0 : 1;
}

/** Versions named first, or all. */
function chosen(args) {
	const all = n8nVersions();
	const firstOther = args.findIndex((argument) => !/^\d/.test(argument));
	const named = firstOther === -1 ? args : args.slice(0, firstOther);
	const unknown = named.find((version) => !all.includes(version));
	if (unknown)
		throw new SetupError(`n8n ${unknown} is not pinned.`, `choose of ${all.join(', ')}.`);
	return named.length > 0 ? named : all;
}

/** One row of the table. */
async function measure(version, options, node) {
	const n8n = await ensureN8n(version);
	const { output } = await execute(n8n.node, ['--version']);
	say(`\nn8n ${version} on Node ${output.trim()}`);
	const start = Date.now();
	process.env.TESTS_FULL = '1';
	const run = jestOn({ node, n8n });
	const counts = await runTwice(run, [...options, '--selectProjects', 'e2e'], `matrix-${version}`);
	const seconds = Math.round((Date.now() - start) / 1000);
	return { version, node: output.trim().slice(1), seconds, ...counts };
}

main(process.argv.slice(2)).then((code) => process.exit(code), exitWith);
