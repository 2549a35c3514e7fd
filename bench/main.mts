// npm run bench [-- --tiny] [NAME …]: runs the named benchmarks, or all, each in a process of its own, one after
// another. Ratios against a named peer of the same run are printed; bench/results.json keeps the figures.
// --tiny: a few rounds of a few things, only to see that all of them still run.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BENCHMARKS, ON_DEMAND } from './names.mts';

const { values, positionals: wanted } = parseArgs({
	options: { tiny: { type: 'boolean', default: false } },
	allowPositionals: true,
});
const all = [...BENCHMARKS, ...ON_DEMAND];
const fileOf = (name: string) => join(import.meta.dirname, `${name}.mts`);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length) {
	console.error(`No benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}`);
	process.exit(2);
}

const env = { ...process.env, BENCH_TINY: values.tiny ? '1' : '' };
const failed: string[] = [];
for (const name of wanted.length ? wanted : BENCHMARKS) {
	const start = performance.now();
	console.log(`\n== ${name}`);
	const { status } = spawnSync(process.execPath, [fileOf(name)], { stdio: 'inherit', env });
	if (status !== 0) failed.push(name);
	console.log(`== ${name}: ${((performance.now() - start) / 1_000).toFixed(0)} s`);
}
if (failed.length) {
	console.error(`\nFailed: ${failed.join(', ')}`);
	process.exit(1);
}
