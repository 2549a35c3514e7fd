import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { runItems } from './engine/runItems';
import { listSearch } from './pickers';
import { registry } from './resources';

export class OffBlocks implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OffBlocks',
		name: 'offBlocks',
		icon: { light: 'file:../../icons/offblocks.svg', dark: 'file:../../icons/offblocks.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: registry.subtitle,
		description: 'Issue, freeze and audit payment cards, and work with their accounts and payments',
		defaults: { name: 'OffBlocks' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: registry.outputs,
		credentials: [
			{
				name: 'offBlocksApi',
				required: true,
				displayOptions: registry.credentialDisplay,
			},
		],
		properties: registry.properties,
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, registry);
	}
}
