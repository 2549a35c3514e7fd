// The texts that n8n's reviewers and users read: what must be in them, and that no link in them is dead.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import GithubSlugger from 'github-slugger';
import MarkdownIt, { type Token } from 'markdown-it';

const root = join(__dirname, '..', '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<string, string>;
const markdown = new MarkdownIt({ html: true });

const texts = [
	...readdirSync(root).filter((name) => name.endsWith('.md')),
	...readdirSync(join(root, 'docs'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => `docs/${name}`),
	'sandbox/README.md',
	'workflows/README.md',
];

const everyToken = (tokens: Token[]): Token[] =>
	tokens.flatMap((token) => [token, ...everyToken(token.children ?? [])]);

interface Document {
	headings: string[];
	anchors: Set<string>;
	/** Where its links and pictures lead. */
	targets: string[];
}

const cache = new Map<string, Document>();

/** A document as GitHub shows it. */
function documentAt(file: string): Document {
	const known = cache.get(file);
	if (known) return known;
	const tokens = markdown.parse(read(file), {});
	const slugger = new GithubSlugger();
	const headings = tokens.flatMap(({ type }, index) => {
		if (type !== 'heading_open') return [];
		const { children } = tokens[index + 1];
		const inline = (children ?? []).filter(({ type: kind }) => /^(text|code_inline)$/.test(kind));
		return [inline.map(({ content }) => content).join('')];
	});
	const html = everyToken(tokens)
		.filter(({ type }) => type.startsWith('html_'))
		.map(({ content }) => content)
		.join('\n');
	const named = [...html.matchAll(/\b(?:id|name)="([^"]+)"/g)].map(([, id]) => id);
	const targets = everyToken(tokens).flatMap((token) => {
		const target = token.attrGet('href') ?? token.attrGet('src');
		return target === null ? [] : [String(target)];
	});
	const document = {
		headings,
		anchors: new Set([...headings.map((text) => slugger.slug(text)), ...named]),
		targets: [
			...targets,
			...[...html.matchAll(/\b(?:href|src)="([^"]+)"/g)].map(([, target]) => target),
		],
	};
	cache.set(file, document);
	return document;
}

/** Why a link of a document leads nowhere; undefined where it is fine or leads out of the project. */
function problemOf(target: string, from: string): string | undefined {
	const own = `${manifest.homepage}/blob/main/`;
	const local = target.startsWith(own) ? `/${target.slice(own.length)}` : target;
	if (/^[a-z]+:/i.test(local)) return undefined;
	const [path, anchor] = local.split('#');
	const file = path.startsWith('/')
		? path.slice(1)
		: path
			? relative(root, join(root, dirname(from), decodeURI(path)))
			: from;
	if (!existsSync(join(root, file))) return `${target}: there is no ${file}`;
	if (!anchor || statSync(join(root, file)).isDirectory()) return undefined;
	if (documentAt(file).anchors.has(anchor)) return undefined;
	return `${target}: ${file} has no heading or anchor "${anchor}"`;
}

it.each(texts)('no link in %s is dead', (file) => {
	const { targets } = documentAt(file);
	expect(targets.map((target) => problemOf(target, file)).filter(Boolean)).toEqual([]);
});

it('finds a dead link where there is one', () => {
	expect(documentAt('README.md').targets.length).toBeGreaterThan(10);
	expect(problemOf('docs/nothing.md', 'README.md')).toMatch(/there is no docs\/nothing\.md/);
	expect(problemOf('#nothing', 'README.md')).toMatch(/no heading or anchor "nothing"/);
	expect(problemOf(`${manifest.homepage}/blob/main/docs/nothing.md`, 'README.md')).toBeDefined();
});

it("the addresses in the nodes' codex and in the credential lead somewhere", () => {
	const sources = [
		'nodes/OffBlocks/OffBlocks.node.json',
		'nodes/OffBlocks/OffBlocksTrigger.node.json',
		'credentials/OffBlocksApi.credentials.ts',
	].map(read);
	const own = sources.join('\n').match(new RegExp(`${manifest.homepage}[^"'\\s]*`, 'g')) ?? [];
	expect(own.length).toBeGreaterThan(4);
	const local = own.map((url) => url.replace(`${manifest.homepage}#`, '#'));
	expect(local.map((url) => problemOf(url, 'README.md')).filter(Boolean)).toEqual([]);
});

it('README says how to use it, how to log in, and has examples to import', () => {
	const { headings, targets } = documentAt('README.md');
	for (const wanted of [
		/install/i,
		/credential/i,
		/operations/i,
		/trigger/i,
		/error/i,
		/licen[cs]e/i,
	])
		expect(headings.filter((heading) => wanted.test(heading))).not.toEqual([]);
	expect(targets.filter((target) => target.includes('workflows'))).not.toEqual([]);
	const examples = readdirSync(join(root, 'workflows')).filter((name) => name.endsWith('.json'));
	expect(examples.length).toBeGreaterThan(0);
});

it('the licence is MIT, the changelog has the version of the package', () => {
	expect(manifest.license).toBe('MIT');
	expect(read('LICENSE')).toMatch(
		/^MIT License\n\nCopyright \(c\) \d{4} .+\n\nPermission is hereby granted, free of charge/,
	);
	expect(documentAt('CHANGELOG.md').headings.join('\n')).toMatch(
		new RegExp(`^\\[?${manifest.version.replaceAll('.', '\\.')}\\b`, 'm'),
	);
});
