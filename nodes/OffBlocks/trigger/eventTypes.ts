/** One kind of thing that OffBlocks sends events about (offblocks-api.md §4–9). */
interface Kind {
	/** The field of the output that holds it. */
	entity: string;
	/** Where one is read by its id. */
	path: string;
	/** Every status that the vendor's docs name for it. */
	statuses: readonly string[];
}

/** What OffBlocks sends events about, by event type. */
export const KINDS = {
	'account.updated': {
		entity: 'account',
		path: '/accounts',
		statuses: ['initiating', 'failed', 'pending', 'active', 'inactive', 'closed'],
	},
	'authorisation.updated': {
		entity: 'authorisation',
		path: '/authorisations',
		statuses: ['pending', 'capturing', 'captured', 'releasing', 'released'],
	},
	'card.updated': {
		entity: 'card',
		path: '/cards',
		statuses: [
			'issuing',
			'active',
			'issue_failed',
			'inactive',
			'suspended',
			'blocked',
			'terminated',
		],
	},
	'customer.updated': {
		entity: 'customer',
		path: '/customers',
		statuses: ['initiating', 'screening', 'verifying', 'active', 'rejected', 'inactive'],
	},
	'transaction.updated': {
		entity: 'transaction',
		path: '/transactions',
		statuses: ['processing', 'processed', 'reversing', 'reversed'],
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
	return EVENT_TYPES.filter((type) => (KINDS[type].statuses as readonly string[]).includes(status));
}
