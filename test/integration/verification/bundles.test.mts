// What the built files may reach: of the machine they run on, nothing but node:crypto.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

it.each([...n8n.nodes, ...n8n.credentials])('%s', (file) => {
	const { names, modules } = reach(join(root, file));
	expect(names).toEqual([]);
	// Else nothing was read.
	expect(modules.length).toBeGreaterThan(0);
	expect([...new Set(modules)].filter((name) => !ALLOWED_MODULES.includes(name))).toEqual([]);
});
