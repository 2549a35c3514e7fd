import type { INodeProperties } from 'n8n-workflow';

/** Whose payments an operation over many looks at; `readScope` reads it. */
export const paymentScopeFields: INodeProperties[] = [
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		options: [
			{
				name: 'All Accounts',
				value: 'programme',
				description: 'Sends one request per account, as OffBlocks has no list of all payments',
			},
			{ name: 'Certain Accounts', value: 'accounts' },
		],
		default: 'programme',
		description: 'Whose payments to look at',
	},
	{
		displayName: 'Account IDs',
		name: 'accountIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 123e4567-e89b-12d3-a456-426614174000, 9b2d…',
		hint: 'One or more, separated by commas, or an expression that gives a list',
		description: 'The accounts whose payments to look at',
		displayOptions: { show: { scope: ['accounts'] } },
	},
];

/** What the canvas says of a scope. */
export const PAYMENT_SCOPE_WORDS = { programme: 'all accounts', accounts: 'certain accounts' };
