// The built package, as index.js exports it.
import type { ICredentialType, INodeType } from 'n8n-workflow';

interface Built {
	OffBlocks: new () => INodeType;
	OffBlocksTrigger: new () => INodeType;
	OffBlocksApi: new () => ICredentialType;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the package is CommonJS, as n8n loads it
export const dist: Built = require('../../index.js');
