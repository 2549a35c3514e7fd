// The rooms of docs/architecture.md: who may import whom. A rule that no test checks was broken within a day.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '../../..');

/** What each room may import; itself always. */
const ALLOWED: Record<string, string[]> = {
	nodes: ['resources', 'engine', 'trigger', 'pickers'],
	resources: ['engine', 'api', 'signing', 'shared'],
	engine: ['api', 'shared'],
	trigger: ['resources', 'api', 'signing', 'shared'],
	pickers: ['resources', 'api', 'shared'],
	api: ['shared'],
	signing: ['shared'],
	shared: [],
	credentials: ['signing', 'shared'],
};

/** `nodes/OffBlocks/api/client.ts` → `api`; the nodes themselves are the room `nodes`. */
function roomOf(path: string): string {
	const [top, , ...below] = path.split('/');
	if (top === 'credentials') return 'credentials';
	if (top !== 'nodes') return top;
	return below.length > 1 ? below[0] : 'nodes';
}

const files = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(folder, file)),
);

/** The files that a file's relative imports lead to, from the project's root. */
function targetsOf(file: string): string[] {
	return ts
		.preProcessFile(readFileSync(join(root, file), 'utf8'))
		.importedFiles.map(({ fileName }) => fileName)
		.filter((name) => name.startsWith('.') && !name.endsWith('.json'))
		.map((name) => join(dirname(file), name))
		.map((target) =>
			existsSync(join(root, `${target}.ts`)) ? `${target}.ts` : join(target, 'index.ts'),
		);
}

it('imports go one way', () => {
	const wrong = files.flatMap((file) =>
		targetsOf(file)
			.filter((target) => {
				const [from, to] = [roomOf(file), roomOf(target)];
				return from !== to && !ALLOWED[from]?.includes(to);
			})
			.map((target) => `${file} → ${target}`),
	);
	expect(wrong).toEqual([]);
	expect(files.flatMap(targetsOf).length).toBeGreaterThan(300);
});

it('no two files import each other, over others neither, be it a type only', () => {
	const circles = new Set<string>();
	const through = new Set<string>();
	const visit = (file: string, path: string[]): void => {
		if (path.includes(file)) circles.add([...path.slice(path.indexOf(file)), file].join(' → '));
		else if (!through.has(file)) {
			for (const target of targetsOf(file)) visit(target, [...path, file]);
			through.add(file);
		}
	};
	for (const file of files) visit(file, []);
	expect([...circles]).toEqual([]);
});

it('there is no room that the table does not name, and none too many', () => {
	const rooms = new Set(files.map(roomOf));
	expect([...rooms].sort()).toEqual(Object.keys(ALLOWED).sort());
});

it('docs/architecture.md names the same arrows', () => {
	const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
	const arrows = [...page.matchAll(/`(\S+) → ([^`]+)`/g)].map(([, from, to]) => [
		from.replace('*.node.ts', 'nodes'),
		to.split(', ').sort(),
	]);
	const table = Object.entries(ALLOWED).map(([from, to]) => [from, [...to].sort()]);
	expect(Object.fromEntries(arrows)).toEqual(
		Object.fromEntries(table.filter(([, to]) => to.length)),
	);
});
