// node build.mjs [FOLDER]: the sandbox as a package, into dist/, or whole into a folder elsewhere: the command and the
// library in one bundle each, with all that they use, so that the tarball needs nothing else. Node strips types in a
// checkout, but not below node_modules.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const { notices } = require('../tools/notices.js');
const { tsc } = require('../tools/tsc.js');

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
/** These say MIT in their package.json, and ship no text. */
const TEXTLESS = ['abstract-logging', 'agent-base', 'https-proxy-agent'];

const folder = resolve(process.argv[2] ?? at('.'));
const dist = join(folder, 'dist');
process.chdir(at('.'));
rmSync(dist, { recursive: true, force: true });

// Bundled CommonJS asks for node:… modules by require.
const banner =
	"import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";
const { metafile } = await build({
	entryPoints: [at('main.mts'), at('index.mts')],
	// Else the folder in which this was started.
	absWorkingDir: process.cwd(),
	outdir: dist,
	outExtension: { '.js': '.mjs' },
	bundle: true,
	// What both share is there once.
	splitting: true,
	platform: 'node',
	target: 'node24',
	format: 'esm',
	keepNames: true,
	metafile: true,
	banner: { js: banner },
	logLevel: 'warning',
});

for (const [from, to] of [
	['openapi.yaml', 'openapi.yaml'],
	['seed/seed.schema.json', 'seed/seed.schema.json'],
	['page/assets', 'page/assets'],
	['node_modules/@seriousme/openapi-schema-validator/schemas', 'schemas'],
	['node_modules/swagger-ui-dist/swagger-ui.css', 'page/assets/swagger-ui.css'],
	['node_modules/swagger-ui-dist/swagger-ui-bundle.js', 'page/assets/swagger-ui-bundle.js'],
	[
		'node_modules/swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt',
		'page/assets/swagger-ui-bundle.js.LICENSE.txt',
	],
	['node_modules/swagger-ui-dist/LICENSE', 'page/assets/swagger-ui.LICENSE'],
	['node_modules/swagger-ui-dist/NOTICE', 'page/assets/swagger-ui.NOTICE'],
	['../docs/signing-key.html', 'signing-key.html'],
	['../LICENSE', 'LICENSE'],
]) {
	cpSync(from, join(dist, to), { recursive: true });
}
if (folder !== process.cwd()) {
	for (const file of ['package.json', 'README.md']) cpSync(file, join(folder, file));
}

const head =
	'This package is under the licence in dist/LICENSE. Its bundles also hold code of these packages, which come with licences of their own; Swagger UI’s is in dist/page/assets.';
writeFileSync(join(dist, 'THIRD_PARTY_NOTICES.txt'), await notices(metafile, head, TEXTLESS));

// The types, for who imports createSandbox.
mkdirSync(join(dist, 'types'), { recursive: true });
const { status } = spawnSync(
	process.execPath,
	[
		tsc,
		...'--ignoreConfig --declaration --emitDeclarationOnly --strict --skipLibCheck --allowImportingTsExtensions --rewriteRelativeImportExtensions --module esnext --moduleResolution bundler --target es2024 --lib es2024 --types node'.split(
			' ',
		),
		...['--outDir', join(dist, 'types'), '--rootDir', '.', 'index.mts'],
	],
	{ stdio: 'inherit' },
);
process.exitCode = status ?? 1;
