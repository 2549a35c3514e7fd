import type { INodePropertyOptions } from 'n8n-workflow';
import { ACCOUNT_STATES } from '../resources/account/account';
import { AUTHORISATION_STATUSES } from '../resources/authorisation/authorisation';
import { CARD_TYPES as TYPES, STATUSES as CARD_STATUSES } from '../resources/card/card';
import { CUSTOMER_STATES } from '../resources/customer/customer';
import { TRANSACTION_STATUSES } from '../resources/transaction/transaction';
import { statusOptions, type Status } from '../shared/states';

/** One kind of thing that OffBlocks sends events about (offblocks-api.md §4–9). */
interface Kind {
	/** The field of the output that holds it. */
	entity: string;
	/** Where one is read by its id. */
	path: string;
	/** By value. */
	statuses: Readonly<Record<string, Status>>;
}

/** What OffBlocks sends events about, by event type. */
export const KINDS = {
	'account.updated': {
		entity: 'account',
		path: '/accounts',
		statuses: ACCOUNT_STATES.statuses,
	},
	'authorisation.updated': {
		entity: 'authorisation',
		path: '/authorisations',
		statuses: AUTHORISATION_STATUSES,
	},
	'card.updated': {
		entity: 'card',
		path: '/cards',
		statuses: CARD_STATUSES,
	},
	'customer.updated': {
		entity: 'customer',
		path: '/customers',
		statuses: CUSTOMER_STATES.statuses,
	},
	'transaction.updated': {
		entity: 'transaction',
		path: '/transactions',
		statuses: TRANSACTION_STATUSES,
	},
} as const satisfies Record<string, Kind>;

export type EventType = keyof typeof KINDS;

export const EVENT_TYPES = Object.keys(KINDS) as EventType[];

/** Whether a value names an event type that is known here. */
export function isEventType(value: unknown): value is EventType {
	return typeof value === 'string' && Object.hasOwn(KINDS, value);
}

/** The event types whose entities can have a status. */
export function typesWithStatus(status: string): EventType[] {
	return EVENT_TYPES.filter((type) => Object.hasOwn(KINDS[type].statuses, status));
}

export const CARD_TYPES: INodePropertyOptions[] = [...TYPES];

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
