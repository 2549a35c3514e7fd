import { LIVE, USABLE, type Card } from '../card';
import type { CardFacts } from './types';

export function isLive({ status }: CardFacts): boolean {
	return LIVE.includes(status);
}

export function isUsable({ status }: CardFacts): boolean {
	return USABLE.includes(status);
}

/** Unix milliseconds of an RFC 3339 timestamp, NaN where there is none. Nanoseconds are cut off. */
export function instant(timestamp: unknown): number {
	return typeof timestamp === 'string' ? Date.parse(timestamp) : NaN;
}

/** A card without its addresses; of its other fields, those that are known here. */
export function factsOf(card: Card): CardFacts {
	const { id, accountId, type, name, network, maskedPan, expirationDate } = card;
	const { status, createdAt, updatedAt } = card;
	return {
		id,
		accountId,
		type,
		name,
		network,
		maskedPan,
		expirationDate,
		status,
		createdAt,
		updatedAt,
	};
}

/** `1 hour`, `3 days`, `1,234 cards`. */
export function count(number: number, unit: string): string {
	return `${number < 1000 ? number : number.toLocaleString('en')} ${unit}${number === 1 ? '' : 's'}`;
}

const KEYS = ['id', 'accountId', 'type', 'status'] as const;
const TEXTS = ['name', 'network', 'maskedPan', 'expirationDate', 'createdAt', 'updatedAt'] as const;

/**
 * A card that rules can look at, whatever the API gave: what is no text where one belongs counts as missing, and
 * is so a finding of missing data; of what names the card, its JSON is left.
 */
export function readable(card: Card): Card {
	if (isReadable(card)) return card;
	const oddKeys = KEYS.filter((field) => typeof card[field] !== 'string');
	const oddTexts = TEXTS.filter((field) => card[field] != null && typeof card[field] !== 'string');
	return {
		...card,
		...Object.fromEntries(oddTexts.map((field) => [field, undefined])),
		...Object.fromEntries(oddKeys.map((field) => [field, JSON.stringify(card[field]) ?? ''])),
	};
}

/** Looked at for each card: nothing is made for it. */
function isReadable(card: Card): boolean {
	for (const field of KEYS) if (typeof card[field] !== 'string') return false;
	for (const field of TEXTS) {
		const value: unknown = card[field];
		if (typeof value !== 'string' && value !== undefined && value !== null) return false;
	}
	return true;
}
