// How a CI runs jest: what failed is run once more, alone, and one closing line counts, which any CI can read.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../tools/setup/places.mjs';
import { recorded } from './support/jest.mjs';

/** More failed files than this are no accident. */
const ACCIDENTS = 3;

/**
 * Runs jest (`run(arguments)` resolves to its exit code): `{ code, passed, failed, skipped, files }`. On a busy machine a
 * test that waits for a real n8n, a browser or a free port can fail by accident: such a file gets a second run with
 * nothing beside it, and both are printed. What fails twice has failed.
 */
export async function runTwice(run, args, name = 'ci') {
	const first = await recorded(run, args, `${name}-first`);
	const again = first.files.filter(({ failed }) => failed).map((file) => file.name);
	let { code, failed } = first;
	if (code !== 0 && again.length > 0 && again.length <= ACCIDENTS) {
		console.log(`\nOnce more, alone: ${again.map((file) => relative(root, file)).join(', ')}\n`);
		// What a failed test has left running must not keep it from ending.
		const paths = ['--runInBand', '--forceExit', '--runTestsByPath', ...again];
		({ code, failed } = await recorded(run, paths, `${name}-second`));
		for (const file of again) console.log(`FAILED AT FIRST: ${relative(root, file)}`);
	}
	const passed = first.total - first.skipped - failed;
	// A file that could not be loaded, or whose afterAll failed, counts no failed test: the exit code knows.
	const counts = { passed, failed: code === 0 ? 0 : Math.max(1, failed), skipped: first.skipped };
	return { code, ...counts, files: first.files };
}

/** Where .ci/report.mjs finds what each run came to. */
const RECORD = join(root, '.cache', 'ci');

/** The same with the closing line, and a record of it by `name`: the exit code. */
export async function runInCi(run, args, name) {
	const { code, passed, failed, skipped, files } = await runTwice(run, args);
	const named = files.map(({ name, seconds }) => ({ name: relative(root, name), seconds }));
	mkdirSync(RECORD, { recursive: true });
	writeFileSync(
		join(RECORD, `${name}.json`),
		JSON.stringify({ passed, failed, skipped, files: named }),
	);
	console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
	return code;
}
