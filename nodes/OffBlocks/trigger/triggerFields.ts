import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_SIGNATURE_MAX_AGE } from './triggerOptions';

/** What the editor shows of the trigger. The names are stored in workflows: never rename one. */
export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['card.updated'],
		options: [
			{
				name: 'Account Updated',
				value: 'account.updated',
				description: 'An account was opened, closed or otherwise changed',
			},
			{
				name: 'Authorisation Updated',
				value: 'authorisation.updated',
				description: 'A card was used to pay, or such a payment was captured or released',
			},
			{
				name: 'Card Updated',
				value: 'card.updated',
				description:
					'A card was issued, frozen, unfrozen, blocked, terminated or otherwise changed',
			},
			{
				name: 'Customer Updated',
				value: 'customer.updated',
				description: 'A customer was verified, rejected or otherwise changed',
			},
			{
				name: 'Transaction Updated',
				value: 'transaction.updated',
				description: 'Money moved on an account',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Account IDs',
				name: 'accountIds',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Account' },
				default: [],
				placeholder: 'e.g. 123e4567-e89b-12d3-a456-426614174000',
				description: 'Start only for these accounts. Events that name no account pass.',
			},
			{
				displayName: 'Card Types',
				name: 'cardTypes',
				type: 'multiOptions',
				options: [
					{ name: 'Physical', value: 'physical' },
					{ name: 'Virtual', value: 'virtual' },
				],
				default: [],
				description: 'Start only for cards of these types. Events about other things pass.',
			},
			{
				displayName: 'Confirm with API',
				name: 'confirmWithApi',
				type: 'boolean',
				default: true,
				description:
					'Whether to read the card from OffBlocks before the workflow starts. The output then has it as "latest", and an event about a card that OffBlocks does not know is refused.',
			},
			{
				displayName: 'Signature Max Age',
				name: 'signatureMaxAge',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: DEFAULT_SIGNATURE_MAX_AGE,
				description:
					'How old a signature may be, in seconds. Looked at only if the credential has a Webhook Public Key.',
			},
			{
				displayName: 'Statuses',
				name: 'statuses',
				type: 'multiOptions',
				options: [
					{ name: 'Active', value: 'active' },
					{ name: 'Blocked', value: 'blocked' },
					{ name: 'Closed', value: 'closed' },
					{ name: 'Failed', value: 'failed' },
					{ name: 'Inactive', value: 'inactive' },
					{ name: 'Initiating', value: 'initiating' },
					{ name: 'Issue Failed', value: 'issue_failed' },
					{ name: 'Issuing', value: 'issuing' },
					{ name: 'Pending', value: 'pending' },
					{ name: 'Suspended', value: 'suspended' },
					{ name: 'Terminated', value: 'terminated' },
				],
				default: [],
				description:
					'Start only when what the event is about is now in one of these statuses. Others than these can be given by an expression.',
			},
		],
	},
];
