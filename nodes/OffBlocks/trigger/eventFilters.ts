import type { Delivery } from './delivery';
import type { TriggerOptions } from './triggerOptions';

/**
 * Whether an event is one that the user asked for. A filter looks only at events that carry what it looks
 * at: a customer has no account, and an authorisation no card type.
 */
export function isWanted({ eventType, entity }: Delivery, options: TriggerOptions): boolean {
	const account = eventType === 'account.updated' ? entity.id : entity.accountId;
	const cardType = eventType === 'card.updated' ? entity.type : undefined;
	return (
		options.events.has(eventType) &&
		passes(options.statuses, entity.status) &&
		passes(options.accountIds, typeof account === 'string' ? account.toLowerCase() : account) &&
		passes(options.cardTypes, cardType)
	);
}

function passes(wanted: ReadonlySet<string>, value: unknown): boolean {
	return wanted.size === 0 || value === undefined || wanted.has(String(value));
}
