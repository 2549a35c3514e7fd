// What the built files may reach: of the machine they run on, nothing but node:crypto. And what they hold of others.
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

it.each(ENTRIES)('%s is the class of the bundle, and nothing of its own', (file) => {
	const { names, modules } = reach(join(root, file));
	expect(names).toEqual([]);
	expect(modules).toHaveLength(1);
	expect(join(dirname(file), modules[0])).toBe(BUNDLE);
	const load = createRequire(join(root, 'index.js'));
	const [name] = file.split('/').at(-1)!.split('.');
	const bundle = load(`./${BUNDLE}`) as Record<string, unknown>;
	expect(load(`./${file}`)).toEqual({ [name]: bundle[name] });
	expect(bundle[name]).toHaveProperty('name', name);
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
