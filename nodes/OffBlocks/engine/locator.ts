import type { INodeProperties } from 'n8n-workflow';
import { UUID } from '../shared/uuid';

/** What an id looks like, and what the editor says of text that does not. */
export interface IdForm {
	regex: string;
	placeholder: string;
	errorMessage: string;
}

const UUID_FORM: IdForm = {
	regex: UUID,
	placeholder: 'e.g. 123e4567-e89b-12d3-a456-426614174000',
	errorMessage: 'Not a UUID, e.g. 123e4567-e89b-12d3-a456-426614174000',
};

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
	{ regex, placeholder, errorMessage } = UUID_FORM,
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
				placeholder,
				validation: [{ type: 'regex', properties: { regex: `^\\s*${regex}\\s*$`, errorMessage } }],
			},
		],
	};
}

/** A field for an id of which the API has no list to choose from. */
export function idField(displayName: string, name: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		required: true,
		default: '',
		placeholder: UUID_FORM.placeholder,
		description,
	};
}
