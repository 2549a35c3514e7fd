// Workflows for the tests to open.
import { randomUUID } from 'node:crypto';
import type { WorkflowFile, WorkflowNode } from '../../support/n8n.mts';
import type { Editor } from './editor.mts';

export const START = 'Start';

type Parameters = Record<string, unknown>;

/** A manual start and OffBlocks nodes behind it, side by side; `after` puts nodes behind another one. */
export function workflowOf(
	editor: Editor,
	name: string,
	nodes: Record<string, Parameters>,
	after: Record<string, { node: string; output?: number }> = {},
): WorkflowFile {
	const names = Object.keys(nodes);
	const start = nodeOf(START, 'n8n-nodes-base.manualTrigger', {}, [0, 0]);
	const connections: Record<string, { main: Array<Array<object>> }> = {};
	for (const to of names) {
		const { node: from, output = 0 } = after[to] ?? { node: START };
		const outputs = (connections[from] ??= { main: [] }).main;
		while (outputs.length <= output) outputs.push([]);
		outputs[output].push({ node: to, type: 'main', index: 0 });
	}
	const placed = names.map((title, i) => ({
		...nodeOf(title, 'n8n-nodes-offblocks.offBlocks', nodes[title], [
			240 + 240 * (i % 4),
			200 * Math.floor(i / 4),
		]),
		credentials: editor.credentials,
	}));
	return {
		name,
		nodes: [start, ...placed],
		connections,
		settings: { executionOrder: 'v1' },
	};
}

/** One node of any type. */
export function nodeOf(
	name: string,
	type: string,
	parameters: Parameters,
	position: [number, number],
): WorkflowNode {
	return { id: randomUUID(), name, type, typeVersion: 1, position, parameters };
}

/** A resource locator's value: an ID. */
export function byId(value: string): Parameters {
	return { __rl: true, mode: 'id', value };
}
