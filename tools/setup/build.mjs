// Builds dist/ where a source is newer than the last build that went well.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError } from './error.mjs';
import { withLock } from './lock.mjs';
import { run } from './npm.mjs';
import { readJson, root } from './places.mjs';
import { withProgress } from './progress.mjs';

const SOURCES = [
	'nodes',
	'credentials',
	'icons',
	'package.json',
	'package-lock.json',
	'gulpfile.js',
	'tools/descriptions.js',
	'tools/entry.js',
	'tools/mccNames.js',
	'tools/notices.js',
	'tsconfig.json',
];
// Not in dist/, which goes into the package.
const STAMP = join(root, '.cache', 'built');

/** Makes sure of an up-to-date dist/. Throws SetupError with what the build printed. */
export async function ensureBuilt() {
	if (isFresh()) return;
	await withLock(join(root, '.cache', 'build.lock'), 'the build', async () => {
		if (!isFresh()) await build();
	});
}

async function build() {
	await withProgress(
		{
			label: 'Building the nodes',
			expect: 'some seconds',
			howFar: () => 'checking types, bundling',
		},
		async () => {
			const gulp = join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
			const { code, output } = await run(process.execPath, [gulp, 'build'], { cwd: root });
			if (code !== 0) {
				throw new SetupError(
					`The build failed:\n${output.trimEnd()}`,
					'mend what the lines above name; "npm run build" shows it again.',
				);
			}
		},
	);
}

function isFresh() {
	const { nodes, credentials } = readJson(join(root, 'package.json')).n8n;
	const built = [...nodes, ...credentials, 'dist/offblocks.js', 'dist/descriptions.json'].map(
		(file) => join(root, file),
	);
	if (!existsSync(STAMP) || !built.every((file) => existsSync(file))) return false;
	const stamp = readJson(STAMP);
	// Another build since (it may have failed its type check), or a source changed since ours began.
	const same = built.every((file) => mtime(file) <= stamp.endedAt);
	return same && SOURCES.every((source) => newest(join(root, source)) < stamp.startedAt);
}

/** Notes that a build went well. @param {number} startedAt milliseconds */
export function writeStamp(startedAt) {
	mkdirSync(dirname(STAMP), { recursive: true });
	writeFileSync(STAMP, JSON.stringify({ startedAt, endedAt: Date.now() }));
}

/** The newest change below a path, folders included: theirs changes where a file goes. Milliseconds. */
function newest(path) {
	if (!existsSync(path)) return 0;
	if (!statSync(path).isDirectory()) return mtime(path);
	return Math.max(mtime(path), ...readdirSync(path).map((name) => newest(join(path, name))));
}

function mtime(path) {
	return statSync(path).mtimeMs;
}
