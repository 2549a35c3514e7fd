import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../../engine/locator';

export const accountField = locator(
	'Account',
	'accountId',
	'searchAccounts',
	'The account that the card belongs to',
);

/** The card to use, and above it an account that narrows the list down to its cards. */
export const chooseCard: INodeProperties[] = [
	{
		...locator(
			'Account',
			'accountId',
			'searchAccounts',
			'Only narrows the list of cards below. It is not sent to OffBlocks.',
		),
		displayName: 'List Cards of Account',
		required: false,
		hint: 'Optional. Only narrows the list of cards below.',
	},
	locator('Card', 'cardId', 'searchCards', 'The card to use'),
];
