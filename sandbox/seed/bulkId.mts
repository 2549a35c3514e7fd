import type { Random } from './random.mts';

/** Accounts, customers, cards, holds, transactions: the letters of the small world's ids, which sort before these. */
export type Letter = 'a' | 'c' | 'd' | 'e' | 'f';

/** The small world's ids go on with zeros. */
const FIRST = 0x1000000;

/**
 * A version 4 UUID. They ascend with `number`, so that the indexes over them grow at their ends: scattered ones cost
 * as many writes as there are rows, once an index is larger than the cache.
 */
export function bulkId(letter: Letter, number: number, random: Random): string {
	const place = (FIRST + number).toString(16).padStart(7, '0');
	const digits = random.hex(3);
	const variant = '89ab'[random.below(4)];
	return `${letter}${place}-${digits.slice(0, 4)}-4${digits.slice(4, 7)}-${variant}${digits.slice(7, 10)}-${digits.slice(10, 22)}`;
}
