import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../../engine/locator';

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
