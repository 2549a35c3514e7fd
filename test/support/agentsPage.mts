// The table of docs/agents.md, row by row, and the rows that it must have, as the node itself says them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { root } from '../../tools/setup/places.mjs';
import { dist } from './dist.mts';

export const AGENTS_PAGE = join(root, 'docs/agents.md');

const { properties } = new dist.OffBlocks().description;
export const RISKS: Record<string, string> = {
	read: 'changes nothing',
	freeze: 'can be undone',
	create: 'makes something new',
	irreversible: 'for good',
};
export const levels = properties.find(({ name }) => name === 'agentMay')!
	.options as INodePropertyOptions[];

export interface Row {
	resource: string;
	operation: string;
	/** "Card: Get" */
	label: string;
	/** The lowest level at which the editor lists it. */
	level: string;
}

/** What the node offers. */
export function rows(): Row[] {
	const lists = properties.filter(({ name }) => name === 'operation');
	return lists.flatMap(({ displayOptions, options = [] }: INodeProperties) => {
		const [resource] = displayOptions!.show!.resource as string[];
		const { name } = (
			properties.find(({ name: is }) => is === 'resource')!.options as INodePropertyOptions[]
		).find(({ value }) => value === resource)!;
		return (options as INodePropertyOptions[]).map((option) => {
			const hidden = (option.displayOptions?.hide?.agentMay ?? []) as string[];
			const level = levels.find(({ value }) => !hidden.includes(String(value)))!;
			const operation = String(option.value);
			return {
				resource,
				operation,
				label: `${name}: ${option.name}`,
				level: String(level.value),
			};
		});
	});
}

export interface PageRow extends Row {
	risk: string;
	/** Names of fields; none where the operation is of no use to a model. */
	seen: string[];
}

/** What the page says, in its order; a row of an operation that the node does not have throws. */
export function pageRows(): PageRow[] {
	const offered = rows();
	const page = readFileSync(AGENTS_PAGE, 'utf8');
	const lines = page.matchAll(/^\| (\w[\w ]*: [^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm);
	return [...lines].map(([, label, risk, levelName, shown]) => {
		const row = offered.find((one) => one.label === label);
		const level = levels.find(({ name }) => name === levelName);
		if (!row || !level)
			throw new Error(`The page has "${label}" at "${levelName}", and the node has not`);
		const seen = [...shown.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
		return { ...row, risk, level: String(level.value), seen };
	});
}
