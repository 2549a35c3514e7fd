import type { INodeProperties } from 'n8n-workflow';
import { UUID } from '../../shared/uuid';

/** Makes fields show for these operations on cards only. */
export function showFor(operations: string[], fields: INodeProperties[]): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { resource: ['card'], operation: operations, ...field.displayOptions?.show },
		},
	}));
}

function locator(
	displayName: string,
	name: string,
	searchListMethod: string,
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
				typeOptions: { searchListMethod, searchable: true },
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

export const accountField = locator(
	'Account',
	'accountId',
	'searchAccounts',
	'The account that the card belongs to',
);

/** The card to work on, and above it an account that narrows the list down to its cards. */
export const chooseCard: INodeProperties[] = [
	{
		...locator(
			'Account',
			'accountId',
			'searchAccounts',
			"Choose an account here to see only its cards in the list below. It is not sent: the card's ID is enough.",
		),
		displayName: 'List Cards of Account',
		required: false,
		hint: 'Optional. Narrows the list of cards below.',
	},
	locator('Card', 'cardId', 'searchCards', 'The card to work on'),
];

export const returnAllFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];
