import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { cardFields } from './resources/card';
import { OUTPUTS } from './engine/outputs';
import { SUBTITLE } from './engine/subtitle';
import { runItems } from './engine/runItems';
import { searchAccounts } from './pickers/accounts';
import { searchCards } from './pickers/cards';

export class OffBlocks implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OffBlocks',
		name: 'offBlocks',
		icon: { light: 'file:../../icons/offblocks.svg', dark: 'file:../../icons/offblocks.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Issue, read, freeze, unfreeze and terminate payment cards',
		defaults: { name: 'OffBlocks' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: OUTPUTS,
		credentials: [
			{
				name: 'offBlocksApi',
				required: true,
				displayOptions: { hide: { operation: ['confirmChanges', 'removeRepeated'] } },
			},
		],
		properties: cardFields,
	};

	methods = { listSearch: { searchAccounts, searchCards } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this);
	}
}
