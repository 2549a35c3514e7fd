// What the built files may reach: of the machine they run on, nothing but node:crypto. And what they hold of others.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..', '..');
const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	n8n: { nodes: string[]; credentials: string[] };
};

/** Names by which code leaves the place that n8n gives it. */
const FORBIDDEN = new Set([
	'process',
	'globalThis',
	'global',
	'eval',
	'Function',
	'fetch',
	'XMLHttpRequest',
	'WebSocket',
	'__dirname',
	'__filename',
	'setTimeout',
	'setInterval',
	'setImmediate',
	'console',
]);
const BUNDLE = 'dist/offblocks.js';
const FRAME = 'dist/entry.js';
const ENTRIES = [...n8n.nodes, ...n8n.credentials];
const ALLOWED_MODULES = ['n8n-workflow', 'node:crypto'];

/** Free uses of forbidden names, and modules that are required or imported. */
function reach(file: string): { names: string[]; modules: string[] } {
	const text = readFileSync(file, 'utf8');
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
	const names: string[] = [];
	const modules: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isIdentifier(node) && FORBIDDEN.has(node.text) && isFree(node)) names.push(node.text);
		if (ts.isCallExpression(node)) {
			const callee = node.expression;
			const loads =
				callee.kind === ts.SyntaxKind.ImportKeyword ||
				(ts.isIdentifier(callee) && callee.text === 'require');
			if (loads) modules.push((node.arguments[0] as ts.StringLiteral).text ?? '(not a literal)');
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return { names, modules };
}

/** Not the name of a property, as in `state.process` or `{ process: 1 }`. */
function isFree(node: ts.Identifier): boolean {
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
	const named =
		ts.isPropertyAssignment(parent) ||
		ts.isMethodDeclaration(parent) ||
		ts.isPropertyDeclaration(parent);
	return !(named && parent.name === node);
}

it('the bundle reaches nothing but n8n-workflow and node:crypto', () => {
	const { names, modules } = reach(join(root, BUNDLE));
	expect(names).toEqual([]);
	expect([...new Set(modules)].sort()).toEqual(ALLOWED_MODULES);
});

it('the frame of the entries reaches nothing but the bundle and the descriptions', () => {
	const { names, modules } = reach(join(root, FRAME));
	expect(names).toEqual([]);
	expect(modules.map((name) => join('dist', name)).sort()).toEqual([
		'dist/descriptions.json',
		BUNDLE,
	]);
});

/** Where something has functions, as `methods.listSearch.searchCards`. */
function functionsIn(value: unknown, path = ''): string[] {
	if (typeof value === 'function') return [path];
	if (Object(value) !== value) return [];
	return Object.entries(value as object).flatMap(([key, inner]) =>
		functionsIn(inner, path ? `${path}.${key}` : key),
	);
}

it.each(ENTRIES)('%s says what the class of the bundle says, and has its functions', (file) => {
	const { names, modules } = reach(join(root, file));
	expect(names).toEqual([]);
	expect(modules.map((name) => join(dirname(file), name))).toEqual([FRAME]);
	const load = createRequire(join(root, 'index.js'));
	const [name] = file.split('/').at(-1)!.split('.');
	type Class = new () => object;
	const Built = (load(`./${BUNDLE}`) as Record<string, Class>)[name];
	const exported = load(`./${file}`) as Record<string, Class>;
	expect(Object.keys(exported)).toEqual([name]);
	const Entry = exported[name];
	expect(Entry).toHaveProperty('name', name);
	const [entry, built] = [new Entry(), new Built()];
	expect(JSON.parse(JSON.stringify(entry))).toEqual(JSON.parse(JSON.stringify(built)));
	expect(functionsIn(entry).sort()).toEqual(functionsIn(built).sort());
	const methods = (of: Class) => Object.getOwnPropertyNames(of.prototype).sort();
	expect(methods(Entry)).toEqual(methods(Built));
});

it('the code is loaded by the first call, and not before', () => {
	const program = `
		const { OffBlocks, OffBlocksTrigger, OffBlocksApi } = require('./index.js');
		const node = new OffBlocks();
		new OffBlocksTrigger();
		const credential = new OffBlocksApi();
		const loaded = () => Object.keys(require.cache).some((file) => file.endsWith('offblocks.js'));
		const before = loaded();
		const context = { getNode: () => ({}), getNodeParameter: () => 'nothing', continueOnFail: () => false };
		const refused = (error) => error.message;
		(async () => {
			const words = await node.execute.call(context).catch(refused);
			const other = await credential.authenticate({ environment: 'production' }, { url: '/' }).catch(refused);
			console.log(JSON.stringify({ before, after: loaded(), words, other }));
		})();`;
	const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
		cwd: root,
		encoding: 'utf8',
	});
	expect(stderr).toBe('');
	expect(JSON.parse(stdout)).toEqual({
		before: false,
		after: true,
		words: expect.stringContaining('This node has no such operation'),
		other: expect.stringContaining('The OffBlocks credential has no session'),
	});
});

it('the notices name every package that is bundled, and hold its licence', () => {
	const read = (file: string) => readFileSync(join(root, file), 'utf8');
	// The source map knows it, by another way than the build.
	const { sources } = JSON.parse(read(`${BUNDLE}.map`)) as { sources: string[] };
	const bundled = sources.flatMap(
		(source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [],
	);
	expect(bundled.length).toBeGreaterThan(0);
	const notices = read('dist/THIRD_PARTY_NOTICES.txt').split(/\n-{80}\n/);
	expect(notices.length).toBe(new Set(bundled).size + 1);
	for (const name of bundled) {
		const { version, license } = JSON.parse(read(`node_modules/${name}/package.json`));
		const notice = notices.find((text) => text.includes(`\n${name} ${version} (${license})\n`));
		expect(notice).toMatch(/Copyright|copyright/);
		expect(notice).toContain('Permission is hereby granted');
	}
});
