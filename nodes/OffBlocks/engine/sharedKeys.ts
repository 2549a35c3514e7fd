import { ParameterError } from '../api/ParameterError';
import type { Attempt } from './attempt';
import type { PreparedCall, PreparedItem } from './Operation';

/** Other items that a message names. */
const SHOWN = 5;

/**
 * Refuses items that have a key of the user's own in common though they are different writes: OffBlocks would
 * carry out the first one and refuse the others. The same write twice is what such a key is for.
 */
export function refuseSharedKeys(
	items: Array<Attempt<PreparedItem<unknown>>>,
): Array<Attempt<PreparedItem<unknown>>> {
	const byKey = new Map<string, { writes: Set<string>; indexes: number[] }>();
	for (const item of items) {
		const key = keyOf(item);
		if (!key || !('value' in item)) continue;
		const { method, path, body } = (item.value.prepared as PreparedCall).request;
		const sharing = byKey.get(key) ?? { writes: new Set(), indexes: [] };
		sharing.writes.add(JSON.stringify([method, path, body]));
		sharing.indexes.push(item.value.itemIndex);
		byKey.set(key, sharing);
	}
	return items.map((item, itemIndex) => {
		const sharing = byKey.get(keyOf(item) ?? '');
		if (!sharing || sharing.writes.size < 2) return item;
		return { error: sharedKey(sharing.indexes.filter((other) => other !== itemIndex)) };
	});
}

function sharedKey(others: number[]): ParameterError {
	return new ParameterError([
		`Idempotency Key is the same as for other writes (${listed(others)}). Use a value that differs per item, e.g. {{ $json.orderId }}`,
	]);
}

function listed(items: number[]): string {
	const more = items.length > SHOWN ? ` and ${items.length - SHOWN} more` : '';
	return `item${items.length > 1 ? 's' : ''} ${items.slice(0, SHOWN).join(', ')}${more}`;
}

function keyOf(item: Attempt<PreparedItem<unknown>>): string | undefined {
	if (!('value' in item)) return undefined;
	return (Object(item.value.prepared) as Partial<PreparedCall>).idempotencyKey;
}
