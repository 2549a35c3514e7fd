import type { INodeProperties } from 'n8n-workflow';
import { UUID } from '../shared/uuid';

/**
 * A field for the id of one thing, chosen from a list or given.
 *
 * @param name as workflows store it, ending in `Id`: the subtitle says "card" of `cardId`
 * @param search the method of the node that fills the list, a name in the table of pickers
 */
export function locator(
	displayName: string,
	name: string,
	search: string,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose…',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 123e4567-e89b-12d3-a456-426614174000',
				validation: [
					{
						type: 'regex',
						properties: {
							regex: `^\\s*${UUID}\\s*$`,
							errorMessage: 'Not a UUID, e.g. 123e4567-e89b-12d3-a456-426614174000',
						},
					},
				],
			},
		],
	};
}
