// The built package, as index.js exports it.
import type { ICredentialType, INodeType } from 'n8n-workflow';

interface Built {
	OffBlocks: new () => INodeType;
	OffBlocksTrigger: new () => INodeType;
	OffBlocksApi: new () => ICredentialType;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the package is CommonJS, as n8n loads it
export const dist: Built = require('../../index.js');

/** All operations of a node, as `resource/operation`. */
export function operationsOf(node: INodeType): string[] {
	return node.description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			(options as Array<{ value: string }>).map(
				({ value }) => `${String(displayOptions?.show?.resource?.[0])}/${value}`,
			),
		);
}
