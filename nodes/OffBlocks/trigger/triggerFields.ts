import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { statusOptions } from '../shared/states';
import { EVENT_TYPES, KINDS, typesWithStatus } from './eventTypes';

export const EVENTS: INodePropertyOptions[] = [
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
		description: 'A card was issued, frozen, unfrozen, blocked, terminated or otherwise changed',
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
];

export const CARD_TYPES: INodePropertyOptions[] = [
	{ name: 'Physical', value: 'physical' },
	{ name: 'Virtual', value: 'virtual' },
];

/** The statuses of all kinds; one that several kinds share says whose it is. */
export const STATUSES: INodePropertyOptions[] = statusOptions(
	...EVENT_TYPES.map((type) => KINDS[type].statuses),
).map(({ name, value }) => {
	const kinds = typesWithStatus(value).map((type) => titled(KINDS[type].entity));
	return { name: kinds.length > 1 ? `${name} (${kinds.join(', ')})` : name, value };
});

function titled(word: string): string {
	return word[0].toUpperCase() + word.slice(1);
}

/**
 * An option that is never shown. n8n takes a collection that is one expression for its text and looks the
 * options up in that: this one is the text's length, and so says that there is a text.
 */
export const OPTIONS_ARE_TEXT = 'length';

/** What the editor shows of the trigger. The names are stored in workflows: never rename one. */
export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['card.updated'],
		options: EVENTS,
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
				description:
					'Start only for these accounts. Events about customers name no account and are not filtered.',
			},
			{
				displayName: 'Card Types',
				name: 'cardTypes',
				type: 'multiOptions',
				options: CARD_TYPES,
				default: [],
				description:
					'Start only for cards of these types. Events about anything else are not filtered.',
			},
			{
				displayName: 'Confirm with API',
				name: 'confirmWithApi',
				type: 'boolean',
				default: true,
				description:
					'Whether to read what the event is about from OffBlocks before the workflow starts. The output then has it as "latest", and an event about something that OffBlocks does not know is refused. Switched off, an unsigned event is believed if its URL has the right token.',
			},
			{
				displayName: 'Options Given as Text',
				name: OPTIONS_ARE_TEXT,
				type: 'hidden',
				default: '',
			},
			{
				displayName: 'Require Signature',
				name: 'requireSignature',
				type: 'boolean',
				default: false,
				description:
					'Whether to refuse events that OffBlocks has not signed. Events with a wrong signature are always refused.',
			},
			{
				displayName: 'Signature Max Age',
				name: 'signatureMaxAge',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 90_000,
				description:
					'How old a signature may be, in seconds. OffBlocks retries for 24 hours, perhaps with the first signature. After 5 minutes a signature no longer proves the event, which is then read from OffBlocks.',
			},
			{
				displayName: 'Statuses',
				name: 'statuses',
				type: 'multiOptions',
				options: STATUSES,
				default: [],
				description:
					'Start only for events with one of these statuses: the status that the event reports, which can be over by the time it arrives ("latest" has the current one)',
			},
		],
	},
];
