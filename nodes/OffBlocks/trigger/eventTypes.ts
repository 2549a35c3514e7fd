/** What OffBlocks sends events about (vendor's docs, Webhooks), by event type: the output's field for it. */
export const ENTITY_OF = {
	'account.updated': 'account',
	'authorisation.updated': 'authorisation',
	'card.updated': 'card',
	'customer.updated': 'customer',
	'transaction.updated': 'transaction',
} as const;

export type EventType = keyof typeof ENTITY_OF;

/** Whether a value names an event type that is known here. */
export function isEventType(value: unknown): value is EventType {
	return typeof value === 'string' && Object.hasOwn(ENTITY_OF, value);
}
