import type { FieldType, Subject } from './fields';
import { ConditionError } from './tokens';

/** What a part of a condition is known to be before any card is looked at. */
export interface Value {
	evaluate(subject: Subject): unknown;
	/** `null` is equal to nothing but a missing value. */
	type: FieldType | 'boolean' | 'list' | 'null';
	/** What a literal holds. */
	literal?: string | number | boolean | null;
	/** The entries of a list. */
	entries?: Value[];
	/** The field that it is, with the values that it can have where those are known. */
	field?: string;
	choices?: readonly string[];
}

const KINDS: Record<Value['type'], string> = {
	text: 'text',
	number: 'a number',
	boolean: 'true or false',
	list: 'a list',
	null: 'null',
};
/** A list of all countries would be no help. */
const MAX_CHOICES = 10;

/** Refuses a comparison that could never be true, or never false. */
export function refuseUnlikeTypes(left: Value, right: Value, isOrder: boolean): void {
	const pair = [left, right];
	if (pair.some(({ type }) => type === 'list')) {
		throw new ConditionError(`a list can only be compared with "in"`);
	}
	if (pair.some(({ type }) => type === 'null')) {
		if (isOrder) throw new ConditionError('null can only be compared with == and !=');
		return;
	}
	if (left.type !== right.type) {
		throw new ConditionError(
			`${named(left)} is ${KINDS[left.type]}, but ${named(right)} is ${KINDS[right.type]}${advice(left, right)}`,
		);
	}
	if (isOrder) return;
	refuseUnknownChoice(left, right);
	refuseUnknownChoice(right, left);
}

/** The same for each entry of a list. */
export function refuseUnlikeEntries(value: Value, list: Value): void {
	if (list.type !== 'list') {
		throw new ConditionError(
			'"in" needs a list in brackets, e.g. status in ["active", "inactive"]',
		);
	}
	for (const entry of list.entries ?? []) refuseUnlikeTypes(value, entry, false);
}

/** Refuses a method of texts on what is none. */
export function refuseUnlessText(value: Value, method: string): void {
	if (value.type === 'text' || (value.type === 'list' && method === 'includes')) return;
	throw new ConditionError(`${named(value)} is ${KINDS[value.type]} and has no .${method}()`);
}

function advice(left: Value, right: Value): string {
	if (left.type === 'number' && right.type === 'text') return '. Write numbers without quotes';
	if (left.type === 'text' && right.type === 'number') return '. Put text in quotes';
	return '';
}

function refuseUnknownChoice({ field, choices }: Value, { literal }: Value): void {
	// What is missing may also be empty.
	if (!choices || typeof literal !== 'string' || ['', ...choices].includes(literal)) return;
	const known =
		choices.length > MAX_CHOICES ? 'two-letter codes such as GB or DE' : choices.join(', ');
	throw new ConditionError(`${field} is never ${JSON.stringify(literal)}. Values: ${known}`);
}

function named({ field, literal, type }: Value): string {
	if (field !== undefined) return field;
	return literal === undefined ? KINDS[type] : JSON.stringify(literal);
}
