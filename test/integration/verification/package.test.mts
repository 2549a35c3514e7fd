import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'offblocks-pack-'));
const unpacked = join(folder, 'package');
let files: string[];

beforeAll(() => {
	const [{ filename }] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', folder], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	) as [{ filename: string }];
	execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
	files = readdirSync(unpacked, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(unpacked.length + 1));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('holds dist, README, LICENSE, CHANGELOG, package.json and index.js, and nothing else', () => {
	const outside = files.filter((file) => !file.startsWith('dist/'));
	expect(outside.sort()).toEqual([
		'CHANGELOG.md',
		'LICENSE',
		'README.md',
		'index.js',
		'package.json',
	]);
	expect(
		files.filter((file) => !/\.(js|js\.map|json|svg)$/.test(file) && file.startsWith('dist/')),
	).toEqual(['dist/THIRD_PARTY_NOTICES.txt']);
});

it('holds every file that its n8n block, its icons and its codex name, and the bundle', () => {
	const { n8n } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	expect(n8n.nodes.length).toBeGreaterThan(0);
	expect(n8n.credentials.length).toBeGreaterThan(0);
	for (const file of [...n8n.nodes, ...n8n.credentials]) expect(files).toContain(file);
	for (const file of n8n.nodes) expect(files).toContain(file.replace(/\.js$/, '.json'));
	expect(files).toEqual(
		expect.arrayContaining([
			'dist/icons/offblocks.svg',
			'dist/icons/offblocks.dark.svg',
			'dist/entry.js',
			'dist/descriptions.json',
			'dist/offblocks.js',
			'dist/offblocks.js.map',
		]),
	);
});

it('is what n8n asks of a community package', () => {
	const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
	expect(manifest).toMatchObject({
		name: 'n8n-nodes-offblocks',
		license: 'MIT',
		main: 'index.js',
		keywords: expect.arrayContaining(['n8n-community-node-package']),
		author: { name: expect.any(String), email: expect.stringContaining('@') },
		repository: { type: 'git', url: expect.any(String) },
		homepage: expect.stringMatching(/^https:/),
		n8n: { n8nNodesApiVersion: 1, strict: true },
		peerDependencies: { 'n8n-workflow': '*' },
	});
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.optionalDependencies).toBeUndefined();
	const lifecycle = Object.keys(manifest.scripts).filter((name) =>
		/install|prepare|publish/.test(name),
	);
	expect(lifecycle).toEqual([]);
});

it('needs nothing at run time but n8n-workflow and Node', () => {
	const needed = files
		.filter((file) => file.endsWith('.js'))
		.flatMap((file) => [
			...readFileSync(join(unpacked, file), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g),
		])
		.map(([, name]) => name)
		.filter((name) => !name.startsWith('.'));
	expect([...new Set(needed)].sort()).toEqual(['n8n-workflow', 'node:crypto']);
});

it('exports the built classes', () => {
	const exported = createRequire(join(root, 'index.js'))('./index.js') as Record<
		string,
		new () => { name?: string; description?: { name: string } }
	>;
	expect(Object.keys(exported).sort()).toEqual(['OffBlocks', 'OffBlocksApi', 'OffBlocksTrigger']);
	expect(new exported.OffBlocks().description?.name).toBe('offBlocks');
	expect(new exported.OffBlocksTrigger().description?.name).toBe('offBlocksTrigger');
	expect(new exported.OffBlocksApi().name).toBe('offBlocksApi');
});

it.each([
	['source', root],
	['tarball', unpacked],
])("passes n8n's scanner: %s", (leg, where) => {
	const scan = spawnSync(process.execPath, [join(root, 'test/support/scan.mjs'), where, leg], {
		encoding: 'utf8',
		// Under "test" the linter's rules take every file for a node.
		env: { ...process.env, NODE_ENV: 'production' },
	});
	expect(scan.stdout + scan.stderr).toBe('passed\n');
});
