// Every error message that the shipped source can make, read from its syntax tree: what is given to an
// error's constructor or to one of the functions that gather problems.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');

/** Where a message stands among the arguments, by what is constructed or called. */
const CONSTRUCTED: Record<string, number> = {
	ApiError: 1,
	ConditionError: 0,
	CredentialError: 0,
	NodeOperationError: 1,
	Refusal: 1,
	SignatureError: 1,
	TooMuch: 0,
};
const CALLED: Record<string, number> = {
	keyRefusal: 1,
	problem: 0,
	requireForAgent: 2,
	retryLater: 0,
	unexpected: 0,
};
/** Constructed as well, and no source of a message: they hand one on, or are caught and put in other words. An `Error` is for developers: the node does not load. */
export const HAND_ON = ['Error', 'NodeApiError', 'NotAList', 'ParameterError', 'SyntaxError'];

/** Functions and tables whose texts are parts of a message, by file. */
const PARTS: Record<string, string[]> = {
	'nodes/OffBlocks/api/connection.ts': ['happened'],
	'nodes/OffBlocks/api/foreign.ts': ['foreign'],
	'nodes/OffBlocks/api/refusal.ts': ['TIMED_OUT', 'WHAT'],
	'nodes/OffBlocks/api/response.ts': ['anObject', 'CUT'],
	'nodes/OffBlocks/engine/ownKey.ts': ['ownKeyProblem'],
	'nodes/OffBlocks/engine/sharedKeys.ts': ['sharedKey'],
	'nodes/OffBlocks/engine/unresolved.ts': ['unresolvedCollections'],
	'nodes/OffBlocks/resources/account/audit/offeredRules.ts': ['readBin', 'withRosterOf'],
	'nodes/OffBlocks/resources/card/audit/condition/compile.ts': ['found'],
	'nodes/OffBlocks/resources/card/untilIssued.ts': ['unseen'],
	'nodes/OffBlocks/resources/signingKey/register.operation.ts': ['tryOut'],
	'nodes/OffBlocks/shared/choices.ts': ['oneOf', 'uuid'],
	'nodes/OffBlocks/shared/countries.ts': ['readCountry'],
	'nodes/OffBlocks/shared/mcc.ts': ['mcc'],
	'nodes/OffBlocks/signing/keyRefusal.ts': [
		'describeLabel',
		'describeNonPem',
		'describeWrongKind',
		'LABELS',
	],
	'nodes/OffBlocks/trigger/delivery.ts': ['entityProblem'],
	'nodes/OffBlocks/trigger/deliverySignature.ts': ['check', 'verifyDelivery'],
};
export interface Source {
	/** Below the project's root. */
	file: string;
	tree: ts.SourceFile;
}

/** The shipped TypeScript, parsed; unless all of it is wanted, without what reports and findings say, which is no error message. */
export function shippedSources({ all = false } = {}): Source[] {
	return ['nodes', 'credentials']
		.flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
				join(folder, file),
			),
		)
		.filter((file) => file.endsWith('.ts') && (all || !/\/audit\/(report|rules)\//.test(file)))
		.map((file) => {
			const text = readFileSync(join(root, file), 'utf8');
			return { file, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
		});
}

/** Names of everything constructed whose name says that it is an error. */
export function constructedErrors(sources: Source[]): Set<string> {
	const names = new Set<string>();
	each(sources, ({ node }) => {
		if (!ts.isNewExpression(node)) return;
		const name = node.expression.getText();
		if (/Error$|Refusal$|^NotAList$|^TooMuch$/.test(name)) names.add(name);
	});
	return names;
}

/** Names of constructors and functions that messages are read from. */
export const READ_FROM = Object.keys(CONSTRUCTED);

/** The messages, `…` for whatever is put in when it is known. */
export function messages(sources: Source[]): Set<string> {
	const found = new Set<string>();
	const add = (expression: ts.Node | undefined) => {
		for (const text of expression ? textsOf(expression) : []) {
			// One that is made up elsewhere altogether is read there.
			if (/[a-z]{2}/i.test(text)) found.add(text);
		}
	};
	each(sources, ({ node, file }) => {
		if (ts.isNewExpression(node)) add(node.arguments?.[CONSTRUCTED[node.expression.getText()]]);
		if (ts.isCallExpression(node)) {
			const { expression, arguments: given } = node;
			const name = ts.isPropertyAccessExpression(expression)
				? expression.name.text
				: expression.getText();
			if (name in CALLED) add(given[CALLED[name]]);
			if (name === 'push' && /problems\.push$/.test(expression.getText())) given.forEach(add);
		}
		// The credential test's answers, the editor's check of an id, what a key or an answer must be, what is added.
		if (
			ts.isPropertyAssignment(node) &&
			/^(errorMessage|message|what)$/.test(node.name.getText())
		) {
			const { initializer: text } = node;
			if (
				ts.isStringLiteralLike(text) ||
				ts.isTemplateExpression(text) ||
				ts.isConditionalExpression(text)
			) {
				add(text);
			}
		}
		const name = nameOf(node);
		if (name && PARTS[file]?.includes(name)) literalsIn(node).forEach(add);
	});
	return found;
}

function each(sources: Source[], visit: (at: { node: ts.Node; file: string }) => void): void {
	for (const { file, tree } of sources) {
		const walk = (node: ts.Node): void => {
			visit({ node, file });
			node.forEachChild(walk);
		};
		walk(tree);
	}
}

function nameOf(node: ts.Node): string | undefined {
	if (ts.isFunctionDeclaration(node)) return node.name?.text;
	return ts.isVariableDeclaration(node) ? node.name.getText() : undefined;
}

/** What an expression can come to, with `…` for what is not written there. */
function textsOf(node: ts.Node): string[] {
	if (ts.isStringLiteralLike(node)) return [node.text];
	if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
	if (ts.isConditionalExpression(node)) {
		return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
	}
	if (ts.isBinaryExpression(node) && /^(\?\?|\|\|)$/.test(node.operatorToken.getText())) {
		return [...textsOf(node.left), ...textsOf(node.right)];
	}
	if (!ts.isTemplateExpression(node)) return ['…'];
	const parts = node.templateSpans.map(({ literal }) => `…${literal.text}`);
	return [(node.head.text + parts.join('')).replace(/…+/g, '…')];
}

/** Texts with a blank in them; a single word is a name. */
function literalsIn(node: ts.Node): ts.Node[] {
	const found: ts.Node[] = [];
	const walk = (part: ts.Node): void => {
		const isText = ts.isStringLiteralLike(part) || ts.isTemplateExpression(part);
		if (isText && textsOf(part).some((text) => / /.test(text.trim()))) found.push(part);
		part.forEachChild(walk);
	};
	walk(node);
	return found;
}
