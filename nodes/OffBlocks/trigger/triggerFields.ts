import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { alphabetical } from '../shared/alphabetical';
import { FILTERS } from './eventFilters';

export const EVENTS: INodePropertyOptions[] = [
	{
		name: 'Account Updated',
		value: 'account.updated',
		description: 'An account was opened, closed or otherwise changed',
	},
	{
		name: 'Authorisation Updated',
		value: 'authorisation.updated',
		description: 'A card was used to pay, or a payment was captured or released',
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

/**
 * An option that is never shown. n8n takes a collection that is one expression for its text and looks the
 * options up in that: this one is the text's length, and so says that there is a text.
 */
export const OPTIONS_ARE_TEXT = 'length';

/** Options that are no filters. */
const OTHERS: INodeProperties[] = [
	{
		displayName: 'Confirm with API',
		name: 'confirmWithApi',
		type: 'boolean',
		default: true,
		description:
			'Whether to read the card, account or payment from OffBlocks before the workflow starts. It is output as "latest", and an event about something OffBlocks does not know is refused. If switched off, an unsigned event is accepted when its URL has the right token.',
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
			'Whether to refuse events that OffBlocks did not sign. Events with a wrong signature are always refused.',
	},
	{
		displayName: 'Signature Max Age',
		name: 'signatureMaxAge',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 90_000,
		description:
			'Maximum age of a signature, in seconds. OffBlocks retries for 24 hours, possibly with the first signature. After 5 minutes a signature no longer proves the event, and the node reads it from OffBlocks.',
	},
];

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
		options: alphabetical(
			[...FILTERS.flatMap(({ fields }) => fields), ...OTHERS],
			({ displayName }) => displayName,
		),
	},
];
