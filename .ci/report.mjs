// The end of .ci/run: where its time went, and the closing line, which any CI can read: "N passed, N failed".
// Arguments: the folder of the record (phases; a JSON file of test/ci.mjs for each run of jest), the exit code.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Test files that are shown. */
const SLOWEST = 15;

const [folder, code] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), 'utf8');
const phases = existsSync(join(folder, 'phases'))
	? read('phases')
			.trimEnd()
			.split('\n')
			.map((line) => line.split('\t'))
	: [];
const runs = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.map((name) => JSON.parse(read(name)));

const row = (what, seconds) => console.log(`${String(Math.round(seconds)).padStart(6)} s  ${what}`);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

console.log('\n== Where the time went');
for (const [name, seconds, failed] of phases) {
	row(failed === '0' ? name : `${name} (FAILED)`, Number(seconds));
}
row('all', sum(phases.map(([, seconds]) => Number(seconds))));
console.log('The slowest test files (several run at a time):');
const files = runs.flatMap(({ files }) => files).sort((a, b) => b.seconds - a.seconds);
for (const { name, seconds } of files.slice(0, SLOWEST)) row(name, seconds);

const [passed, counted, skipped] = ['passed', 'failed', 'skipped'].map((what) =>
	sum(runs.map((run) => run[what])),
);
// A phase that is no test may have failed: then the exit code knows.
const failed = Number(code) === 0 ? counted : Math.max(1, counted);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
