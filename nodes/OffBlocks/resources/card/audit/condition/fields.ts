import { CARD_TYPES, NETWORKS, STATUSES, type Card } from '../../card';
import { countryOptions } from '../../../../shared/countries';
import { instant } from '../cardFacts';
import type { Scene } from '../types';
import { ConditionError } from './tokens';

/** What a condition can name. */
export interface Subject {
	card: Card;
	scene: Scene;
}

export type FieldType = 'text' | 'number';

/** A value that a condition can name. */
export interface Field {
	type: FieldType;
	/** Text, a number, or null where there is none. */
	valueOf(subject: Subject): unknown;
	/** All values that it can have, where those are known. */
	choices?: readonly string[];
	/** Whether it is a moment, as the API writes it. */
	isMoment?: true;
	/** Whether it changes by itself as time goes by. */
	goesByTime?: true;
}

const CARD_FIELDS =
	'id accountId type name network maskedPan expirationDate status createdAt updatedAt'.split(' ');
const ADDRESS_FIELDS = 'firstLine secondLine city state country postCode'.split(' ');

const CHOICES: Record<string, readonly string[] | undefined> = {
	status: Object.keys(STATUSES),
	type: CARD_TYPES.map(({ value }) => value),
	network: NETWORKS.map(({ value }) => value),
	'billingAddress.country': countryOptions.map(({ value }) => value),
};

function text(name: string, valueOf: Field['valueOf']): [string, Field] {
	const choices = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
	const isMoment = name === 'createdAt' || name === 'updatedAt';
	return [
		name,
		{ type: 'text', valueOf, ...(choices ? { choices } : {}), ...(isMoment ? { isMoment } : {}) },
	];
}

function days(name: string, valueOf: (card: Card, scene: Scene) => number | null): [string, Field] {
	return [
		name,
		{ type: 'number', valueOf: ({ card, scene }) => valueOf(card, scene), goesByTime: true },
	];
}

/** The values that a condition can name, by name. */
export const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
	...CARD_FIELDS.map((name) => text(name, ({ card }) => plain(card, name))),
	...ADDRESS_FIELDS.map((name) =>
		text(`billingAddress.${name}`, ({ card }) => plain(card.billingAddress, name)),
	),
	text('billingAddress', ({ card }) => (card.billingAddress ? 'given' : null)),
	text('lastFour', ({ card }) => card.maskedPan?.slice(-4) ?? null),
	days('expiresInDays', daysUntilExpiry),
	days('ageInDays', ({ createdAt }, scene) => daysSince(createdAt, scene)),
	days('unchangedForDays', ({ updatedAt }, scene) => daysSince(updatedAt, scene)),
]);

/** What to say of a name that is no field. */
export function notAField(name: string): ConditionError {
	return new ConditionError(
		`"${name.slice(0, 60)}" is not a card field (put text in quotes). Available fields: ${[...FIELDS.keys()].join(', ')}`,
	);
}

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

/** Whether a text is a date in ISO 8601, in whatever time zone. */
export function isMoment(text: string): boolean {
	return /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text));
}
