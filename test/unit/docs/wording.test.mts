// Phrases that read oddly to a native speaker, kept out of all texts that a user meets. A short list: what a
// machine can tell. What it cannot is whether somebody understands a text who reads it once, in a hurry.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { shippedSources } from '../../support/messages.mts';

const root = join(__dirname, '..', '..', '..');

/** The phrase, and what to write in its place. */
const PHRASES: ReadonlyArray<[RegExp, string]> = [
	[/\bso (?:many|much) (?:days|hours|minutes|seconds|accounts|cards|more each)\b/i, 'this many …'],
	[/\b(?:came|comes|come) to nothing\b/i, 'is empty'],
	[/\b(?:hand|hands|handed|handing) on\b/i, 'pass on, let through, give'],
	[/(?<!\bthere )\bis no (?!longer|way|reason|t\b|one\b|such)[a-z]/i, 'is not a …'],
	[/\bone item a\b|\ban item a\b|\ba run each\b|\bonce a card\b|\bonce an input item\b/i, 'per'],
	[/\b(?:the|with|most|an?) usual\b/i, 'default, common'],
	[/\bbehind (?:the node|it|this node|that node|\*\*|a Wait)/i, 'after'],
	[/\bin any case\b/i, 'not case-sensitive, always'],
	[/\bwith commas between\b/i, 'separated by commas'],
	[/\bto be rid of\b/i, 'to remove'],
	[/\bnobody here knows\b|\bif need be\b|\brather twice\b/i, 'plain words'],
	[/\bat two in the night\b|\bin the night\b/i, 'at 2 a.m., at night'],
	[/\bdoubled\b/i, 'duplicate'],
	[/\bthis very\b|\bthat very\b/i, 'this'],
	[/\bare taken stock of\b|\btakes stock\b/i, 'remembers … as the baseline'],
	[/\bmay hold only\b|\bcan hold only\b/i, 'can contain only'],
	[/\bbehaves? itself\b|\bis no good\b/i, 'plain words'],
	[/\bdearest part\b/i, 'most expensive part'],
];
/** Where a title of the editor stands: n8n's own rules, and its guidelines discourage these words there. */
const DISCOURAGED = /\b(?:mistake|failure)\b/i;

interface Text {
	where: string;
	text: string;
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const tracked = (...patterns: string[]) =>
	execFileSync('git', ['ls-files', ...patterns], { cwd: root, encoding: 'utf8' })
		.split('\n')
		.filter(Boolean);

/** Texts with a blank in them, of a TypeScript file; comments are not among them. */
function literals(file: string, tree: ts.SourceFile): Text[] {
	const found: Text[] = [];
	const walk = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) return;
		const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
		const text = isText ? node.getText().replace(/\$\{[^}]*\}/g, '…') : '';
		if (/\w \w/.test(text)) {
			const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
			found.push({ where: `${file}:${line + 1}`, text });
		}
		node.forEachChild(walk);
	};
	walk(tree);
	return found;
}

function parse(file: string): ts.SourceFile {
	return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
}

const shipped = () =>
	shippedSources({ all: true }).flatMap(({ file, tree }) => literals(file, tree));
const terminal = () =>
	tracked('demo/*.mts', 'sandbox/cli/*.mts', 'tools/setup/*.mjs').flatMap((file) =>
		literals(file, parse(file)),
	);
const workflows = () =>
	tracked('workflows/*.json').flatMap((file) => {
		const { name, nodes } = JSON.parse(read(file)) as {
			name: string;
			nodes: Array<{ name: string; parameters: Record<string, unknown> }>;
		};
		const texts = nodes.flatMap((node) => [node.name, JSON.stringify(node.parameters)]);
		return [name, ...texts].map((text) => ({ where: file, text }));
	});
/** Pages by line, without what is code. */
const pages = () =>
	tracked('README.md', 'SECURITY.md', 'docs/*.md', 'sandbox/README.md').flatMap((file) =>
		read(file)
			.replace(/```[\s\S]*?```/g, (code) => code.replace(/[^\n]/g, ''))
			.split('\n')
			.map((text, line) => ({ where: `${file}:${line + 1}`, text })),
	);

const PLACES: Array<[string, () => Text[]]> = [
	['the nodes and the credential', shipped],
	['the terminal', terminal],
	['the example workflows', workflows],
	['README and docs', pages],
];

it.each(PLACES)('%s: no phrase that a native speaker would stumble over', (_, texts) => {
	const all = texts();
	expect(all.length).toBeGreaterThan(20);
	const odd = all.flatMap(({ where, text }) =>
		PHRASES.flatMap(([phrase, better]) => {
			const [said] = phrase.exec(text) ?? [];
			return said === undefined ? [] : [`${where}: "${said}": ${better}`];
		}),
	);
	expect(odd).toEqual([]);
});

it('errors and descriptions in the editor do without words that n8n discourages', () => {
	expect(shipped().filter(({ text }) => DISCOURAGED.test(text))).toEqual([]);
});

it('the editor spells the American way, but for the words of the API', () => {
	const british =
		/\b(?:colour|favour|neighbour|behaviour|honour|cancell?ation centre|initialis|synchronis|recognis|organis|customis)/i;
	const inTables = /background:|colourOf|style=/;
	expect(shipped().filter(({ text }) => british.test(text) && !inTables.test(text))).toEqual([]);
});
