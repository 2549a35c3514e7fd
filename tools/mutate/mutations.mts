// Places where one source file can be broken, each with the text that breaks it while its mutant is switched on:
// all mutants stand in the code at once, and `__m(id)` tells whether one is on. Types do not matter: they are stripped.
import ts from 'typescript';

export interface Place {
	/** Offsets in the file's text. */
	start: number;
	end: number;
	line: number;
	how: string;
	/** What the source says there. */
	source: string;
	/** The text to stand there. */
	broken(on: string): string;
}

/** What only describes fields in the editor: a matter of words, and of tests of another kind. */
const DESCRIPTIONS = /INodeProperties|INodePropertyOptions|INodeTypeDescription/;
const COMPARISONS = new Set([
	ts.SyntaxKind.EqualsEqualsEqualsToken,
	ts.SyntaxKind.ExclamationEqualsEqualsToken,
	ts.SyntaxKind.LessThanToken,
	ts.SyntaxKind.LessThanEqualsToken,
	ts.SyntaxKind.GreaterThanToken,
	ts.SyntaxKind.GreaterThanEqualsToken,
]);

/** All places of a file, in the order of the text. */
export function placesIn(text: string): Place[] {
	const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.ES2022, true);
	const places: Place[] = [];
	const add = (node: ts.Node, how: string, broken: (source: string, on: string) => string) => {
		const start = node.getStart(file);
		const source = node.getText(file);
		const line = file.getLineAndCharacterOfPosition(start).line + 1;
		places.push({ start, end: node.end, line, how, source, broken: (on) => broken(source, on) });
	};
	const visit = (node: ts.Node): void => {
		if (ts.isTypeNode(node) || isDescription(node, file)) return;
		negation(node, add);
		swap(node, add);
		drop(node, add);
		constant(node, add);
		earlyReturn(node, add);
		ts.forEachChild(node, visit);
	};
	visit(file);
	return places;
}

type Add = (node: ts.Node, how: string, broken: (source: string, on: string) => string) => void;

function isDescription(node: ts.Node, file: ts.SourceFile): boolean {
	const declares = ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node);
	return declares && DESCRIPTIONS.test(node.type?.getText(file) ?? '');
}

function negation(node: ts.Node, add: Add): void {
	const { parent } = node;
	const decides =
		(parent && ts.isIfStatement(parent) && parent.expression === node) ||
		(parent && ts.isConditionalExpression(parent) && parent.condition === node);
	const compares = ts.isBinaryExpression(node) && COMPARISONS.has(node.operatorToken.kind);
	// A loop that never ends is found by its time limit only.
	const loops = parent && (ts.isForStatement(parent) || ts.isWhileStatement(parent));
	if (!decides && (!compares || loops)) return;
	add(node, 'condition negated', (source, on) => `(${on} ? !(${source}) : (${source}))`);
}

function swap(node: ts.Node, add: Add): void {
	if (!ts.isBinaryExpression(node)) return;
	const { kind } = node.operatorToken;
	const and = kind === ts.SyntaxKind.AmpersandAmpersandToken;
	if (!and && kind !== ts.SyntaxKind.BarBarToken) return;
	const [left, right] = [node.left.getText(), node.right.getText()];
	const other = `(${left}) ${and ? '||' : '&&'} (${right})`;
	const how = and ? '&& made ||' : '|| made &&';
	add(node, how, (source, on) => `(${on} ? ${other} : (${source}))`);
}

function drop(node: ts.Node, add: Add): void {
	if (!ts.isExpressionStatement(node)) return;
	const { expression } = node;
	const inner = ts.isAwaitExpression(expression) ? expression.expression : expression;
	if (ts.isCallExpression(inner) && inner.expression.kind === ts.SyntaxKind.SuperKeyword) return;
	// In braces, or an else that follows would be this one's.
	add(node, 'statement dropped', (source, on) => `{ if (!${on}) { ${source} } }`);
}

function constant(node: ts.Node, add: Add): void {
	const isName = (node.parent as { name?: ts.Node } | undefined)?.name === node;
	if (isName) return;
	if (ts.isNumericLiteral(node)) {
		const other = Number(node.text) <= 1 ? 1 - Number(node.text) : 1;
		add(node, `constant made ${other}`, (source, on) => `(${on} ? ${other} : ${source})`);
	}
	const isTrue = node.kind === ts.SyntaxKind.TrueKeyword;
	if (!isTrue && node.kind !== ts.SyntaxKind.FalseKeyword) return;
	add(node, `constant made ${!isTrue}`, (source, on) => `(${on} ? ${!isTrue} : ${source})`);
}

function earlyReturn(node: ts.Node, add: Add): void {
	// To return nothing instead of false or undefined changes nothing.
	const empty = /^(false|undefined)$/;
	if (ts.isReturnStatement(node) && node.expression && !empty.test(node.expression.getText())) {
		add(node, 'returns nothing', (source, on) => `{ if (${on}) return; ${source} }`);
	}
	if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && !empty.test(node.body.getText())) {
		add(node.body, 'returns nothing', (source, on) => `(${on} ? undefined : ${source})`);
	}
}
