// Build: type-check, then bundle each node and credential into dist/ as one readable CommonJS file with a
// source map; icons, codex and output schemas are copied. n8n-workflow comes from n8n itself; all else that is imported is bundled in, because n8n
// asks of community packages that they install no runtime dependencies.
const { rm } = require('node:fs/promises');
const { spawn } = require('node:child_process');
const esbuild = require('esbuild');
const { dest, parallel, series, src, watch } = require('gulp');
const { n8n } = require('./package.json');

const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const assets = ['icons/*.svg', 'nodes/**/*.json'];

/** Source file of a file that package.json's n8n block names in dist/. */
const sourceOf = (built) => built.replace(/^dist\//, '').replace(/\.js$/, '.ts');

const clean = () => rm('dist', { recursive: true, force: true });

const typecheck = () =>
	new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '--noEmit'], {
			stdio: 'inherit',
		});
		child.on('close', (code) => (code ? reject(new Error('Types do not fit')) : resolve()));
	});

const bundle = () =>
	esbuild.build({
		entryPoints: [...n8n.nodes, ...n8n.credentials].map(sourceOf),
		outbase: '.',
		outdir: 'dist',
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		external: ['n8n-workflow'],
		sourcemap: true,
		sourcesContent: true,
		keepNames: true,
		logLevel: 'warning',
	});

const copyAssets = () => src(assets, { base: '.', encoding: false }).pipe(dest('dist'));

const build = series(clean, parallel(typecheck, series(bundle, copyAssets)));

exports.clean = clean;
exports.typecheck = typecheck;
exports.build = build;
exports.default = build;
/** What is wrong is printed, and the next change tried: a watch that ends at a typing error is none. */
const rebuild = (done) => series(bundle, copyAssets, typecheck)(() => done());
exports.watch = () => watch([...shipped, ...assets], { ignoreInitial: false }, rebuild);
