// `npm run watch` in a small project of its own, with the real gulpfile.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.mts';

const root = join(__dirname, '../../..');

it('goes on after what cannot be parsed, and after what types do not allow', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-watch-'));
	const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
	const built = join(folder, 'dist/offblocks.js');
	const says = (text: string) => existsSync(built) && readFileSync(built, 'utf8').includes(text);
	copyFileSync(join(root, 'gulpfile.js'), join(folder, 'gulpfile.js'));
	for (const name of ['node_modules', 'tools']) symlinkSync(join(root, name), join(folder, name));
	mkdirSync(join(folder, 'nodes'));
	mkdirSync(join(folder, 'icons'));
	write('icons/x.svg', '<svg/>');
	write('package.json', '{ "n8n": { "nodes": ["dist/nodes/x.js"], "credentials": [] } }');
	write('tsconfig.json', '{ "compilerOptions": { "types": [] }, "include": ["nodes"] }');
	write('nodes/x.ts', 'export const x = ');

	const gulp = spawn(process.execPath, [join(root, 'node_modules/gulp/bin/gulp.js'), 'watch'], {
		cwd: folder,
	});
	const ended = once(gulp, 'close');
	let printed = '';
	for (const stream of [gulp.stdout, gulp.stderr]) stream.on('data', (text) => (printed += text));
	try {
		await eventually(async () => expect(printed).toMatch(/Unexpected end of file/), 30_000);
		write('nodes/x.ts', "export class x { x: number = 'first' }");
		await eventually(async () => expect(says('first')).toBe(true), 30_000);
		await eventually(async () => expect(printed).toMatch(/error TS2322/), 30_000);
		write('nodes/x.ts', 'export class x { x = 4711 }');
		await eventually(async () => expect(says('4711')).toBe(true), 30_000);
		expect(gulp.exitCode).toBeNull();
	} finally {
		gulp.kill();
		await ended;
		rmSync(folder, { recursive: true });
	}
}, 120_000);
