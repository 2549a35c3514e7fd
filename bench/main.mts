// npm run bench [-- NAME …]: runs the named benchmarks, or all, each in a process of its own, one after
// another. Ratios against a named peer of the same run are printed; bench/results.json keeps the figures.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Each a file of this folder; quick ones first. */
const BENCHMARKS = ['sign', 'load', 'getMany', 'audit', 'manyItems', 'trigger', 'profile'];
/** Only when named: it needs PostgreSQL, Redis and HAProxy. */
const ON_DEMAND = ['cluster'];
const all = [...BENCHMARKS, ...ON_DEMAND];

const fileOf = (name: string) => join(import.meta.dirname, `${name}.mts`);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length) {
	console.error(`No benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}`);
	process.exit(2);
}

const failed: string[] = [];
for (const name of wanted.length ? wanted : BENCHMARKS) {
	console.log(`\n== ${name}`);
	const { status } = spawnSync(process.execPath, [fileOf(name)], { stdio: 'inherit' });
	if (status !== 0) failed.push(name);
}
if (failed.length) {
	console.error(`\nFailed: ${failed.join(', ')}`);
	process.exit(1);
}
