// The example workflows on n8n's canvas: no node, with the name below it, lies under a note or on another node.
// How large things really are says n8n's own canvas: test/browser/examples.test.mts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', '..', 'workflows');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

interface Node {
	name: string;
	type: string;
	position: [number, number];
	parameters: { width?: number; height?: number };
}
interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const NODE = 96;
/** Below a node stand its name and its subtitle. */
const LABEL = 56;
/** A note's text must not touch a node. */
const GAP = 20;

const boxOf = (node: Node, width: number, height: number, gap = 0): Box => ({
	name: node.name,
	left: node.position[0] - gap,
	top: node.position[1] - gap,
	right: node.position[0] + width + gap,
	bottom: node.position[1] + height + gap,
});
const meet = (a: Box, b: Box) =>
	a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe.each(files)('%s', (file) => {
	const { nodes } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { nodes: Node[] };
	const isNote = ({ type }: Node) => type.endsWith('.stickyNote');
	const notes = nodes
		.filter(isNote)
		.map((note) => boxOf(note, note.parameters.width ?? 240, note.parameters.height ?? 160));
	const others = nodes.filter((node) => !isNote(node));

	it('keeps notes apart from nodes and from each other', () => {
		const boxes = others.map((node) => boxOf(node, NODE, NODE + LABEL, GAP));
		const under = notes.flatMap((note) =>
			boxes.filter((box) => meet(note, box)).map((box) => `${note.name} / ${box.name}`),
		);
		expect(under).toEqual([]);
		expect(
			notes.flatMap((note, at) => notes.slice(at + 1).filter((next) => meet(note, next))),
		).toEqual([]);
	});

	it('keeps nodes and their names apart', () => {
		const boxes = others.map((node) => boxOf(node, NODE, NODE + LABEL));
		const touching = boxes.flatMap((box, at) =>
			boxes
				.slice(at + 1)
				.filter((next) => meet(box, next))
				.map((next) => `${box.name} / ${next.name}`),
		);
		expect(touching).toEqual([]);
	});
});
