import type { Card } from '../../card';
import { instant } from '../cardFacts';
import type { Scene } from '../types';

/** What a condition can name. */
export interface Subject {
	card: Card;
	scene: Scene;
}

type Field = (subject: Subject) => unknown;

const CARD_FIELDS =
	'id accountId type name network maskedPan expirationDate status createdAt updatedAt'.split(' ');
const ADDRESS_FIELDS = 'firstLine secondLine city state country postCode'.split(' ');

/** The values that a condition can name, by name. Each is text, a number, or null where there is none. */
export const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
	...CARD_FIELDS.map((name): [string, Field] => [name, ({ card }) => plain(card, name)]),
	...ADDRESS_FIELDS.map((name): [string, Field] => [
		`billingAddress.${name}`,
		({ card }) => plain(card.billingAddress, name),
	]),
	['billingAddress', ({ card }) => (card.billingAddress ? 'given' : null)],
	['lastFour', ({ card }) => card.maskedPan?.slice(-4) ?? null],
	['expiresInDays', ({ card, scene }) => daysUntilExpiry(card, scene)],
	['ageInDays', ({ card, scene }) => daysSince(card.createdAt, scene)],
	['unchangedForDays', ({ card, scene }) => daysSince(card.updatedAt, scene)],
]);

/** The value of a card's field; only its own ones, and nothing but text and numbers. */
function plain(of: object | undefined | null, name: string): string | number | null {
	if (!of || !Object.hasOwn(of, name)) return null;
	const value = (of as Record<string, unknown>)[name];
	return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** 0 on the last day, negative after it. */
function daysUntilExpiry({ expirationDate }: Card, { now, calendar }: Scene): number | null {
	const end = calendar.monthEnd(expirationDate);
	return Number.isNaN(end) ? null : calendar.daysBetween(now, end - 1);
}

function daysSince(timestamp: string, { now, calendar }: Scene): number | null {
	const at = instant(timestamp);
	return Number.isNaN(at) ? null : calendar.daysBetween(at, now);
}
