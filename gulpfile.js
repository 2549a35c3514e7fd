// Build: type-check, then bundle all that is shipped into one readable CommonJS file with a source map,
// dist/offblocks.js. What n8n loads (package.json's n8n block) are entries of one line: a class of tools/entry.js, which
// has the description ready and loads the code when it is first called. So the code is there once, and what a module
// remembers (parsed keys, the API's clock) is the credential's and the nodes' alike. n8n-workflow comes from n8n itself; all else that is imported is bundled in, because n8n asks of
// community packages that they install no runtime dependencies, and its licence goes along.
// Icons, codex and output schemas are copied.
const { copyFile, mkdir, rm, writeFile } = require('node:fs/promises');
const { spawn } = require('node:child_process');
const { basename, dirname, relative } = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src, watch } = require('gulp');
const { n8n } = require('./package.json');
const { descriptionsOf } = require('./tools/descriptions.js');
const { mccNames } = require('./tools/mccNames.js');
const { notices } = require('./tools/notices.js');
const { tsc } = require('./tools/tsc.js');

const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const assets = ['icons/*.svg', 'nodes/**/*.json'];
const entries = [...n8n.nodes, ...n8n.credentials];
const bundled = 'dist/offblocks.js';

/** Source module of a file that package.json's n8n block names in dist/. */
const sourceOf = (built) => built.replace(/^dist\//, './').replace(/\.js$/, '');

/** Name of the class that n8n looks for in a file. */
const classOf = (built) => basename(built).split('.')[0];

const clean = () => rm('dist', { recursive: true, force: true });

const typecheck = () =>
	new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [tsc, '--noEmit'], { stdio: 'inherit' });
		child.on('close', (code) => (code ? reject(new Error('Types do not fit')) : resolve()));
	});

const bundle = async () => {
	const contents = entries.map((file) => `export { ${classOf(file)} } from '${sourceOf(file)}';`);
	const { metafile } = await esbuild.build({
		stdin: { contents: contents.join('\n'), resolveDir: '.', sourcefile: 'index.ts', loader: 'ts' },
		outfile: bundled,
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		external: ['n8n-workflow'],
		plugins: [mccNames],
		sourcemap: true,
		sourcesContent: true,
		keepNames: true,
		metafile: true,
		logLevel: 'warning',
	});
	await writeFile('dist/THIRD_PARTY_NOTICES.txt', await notices(metafile));
	const descriptions = descriptionsOf(bundled, entries.map(classOf));
	await writeFile('dist/descriptions.json', JSON.stringify(descriptions));
	await copyFile('tools/entry.js', 'dist/entry.js');
	await Promise.all(entries.map(writeEntry));
};

const writeEntry = async (file) => {
	const name = classOf(file);
	const from = relative(dirname(file), 'dist/entry.js');
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, `'use strict';\nexports.${name} = require('${from}').entry('${name}');\n`);
};

const copyAssets = () => src(assets, { base: '.', encoding: false }).pipe(dest('dist'));

const startedAt = Date.now();
/** So that `npm start` and `npm test` know that dist/ is up to date. */
const stamp = async () => (await import('./tools/setup/build.mjs')).writeStamp(startedAt);

const build = series(clean, parallel(typecheck, series(bundle, copyAssets)), stamp);

exports.clean = clean;
exports.typecheck = typecheck;
/** Without the type check: half a second. */
exports.bundle = series(bundle, copyAssets);
exports.build = build;
exports.default = build;
/** What is wrong is printed, and the next change tried: a watch that ends at a typing error is none. */
const rebuild = (done) => series(bundle, copyAssets, typecheck)(() => done());
exports.watch = () => watch([...shipped, ...assets], { ignoreInitial: false }, rebuild);
