import type { Calendar } from '../../../../shared/Calendar';
import { plainNumber, plainText } from '../../../../shared/values';
import { FIELDS, notAField, type Field } from './fields';
import { ConditionError } from './tokens';

/** One line of n8n's condition builder, as far as it counts. */
interface Line {
	leftValue?: unknown;
	rightValue?: unknown;
	operator?: { type?: unknown; operation?: unknown };
}

/** What n8n's condition builder (the parameter type `filter`) stores. */
export interface BuiltConditions {
	conditions?: Line[];
	combinator?: unknown;
	options?: { caseSensitive?: unknown };
}

type Write = (field: string, value: string) => string;

/** Operations that need no value, by their names in n8n. */
const OF_PRESENCE: Record<string, Write | undefined> = {
	exists: (field) => `${field} != null`,
	notExists: (field) => `${field} == null`,
};
const OF_TEXT: Record<string, Write | undefined> = {
	equals: (field, value) => `${field} == ${value}`,
	notEquals: (field, value) => `${field} != ${value}`,
	contains: (field, value) => `${field}.includes(${value})`,
	notContains: (field, value) => `!${field}.includes(${value})`,
	startsWith: (field, value) => `${field}.startsWith(${value})`,
	notStartsWith: (field, value) => `!${field}.startsWith(${value})`,
	endsWith: (field, value) => `${field}.endsWith(${value})`,
	notEndsWith: (field, value) => `!${field}.endsWith(${value})`,
};
const OF_NUMBERS: Record<string, Write | undefined> = {
	equals: (field, value) => `${field} == ${value}`,
	notEquals: (field, value) => `${field} != ${value}`,
	gt: (field, value) => `${field} > ${value}`,
	lt: (field, value) => `${field} < ${value}`,
	gte: (field, value) => `${field} >= ${value}`,
	lte: (field, value) => `${field} <= ${value}`,
};
const OF_MOMENTS: Record<string, Write | undefined> = {
	after: (field, value) => `${field}.isAfter(${value})`,
	before: (field, value) => `${field}.isBefore(${value})`,
	afterOrEquals: (field, value) => `(${field} != null && !${field}.isBefore(${value}))`,
	beforeOrEquals: (field, value) => `(${field} != null && !${field}.isAfter(${value}))`,
};
/** As the editor groups them. */
const GROUPS: Record<string, string | undefined> = { dateTime: 'Date & Time', number: 'Number' };

/**
 * Writes what n8n's condition builder holds as a condition, so that there is one way in which rules are read.
 * n8n's own evaluation is not used: it takes a missing number for 0, and resolves fields of the input item.
 *
 * @param built the parameter with expressions resolved: from here come the right sides
 * @param written the same as the workflow stores it: from here come the left sides, which name the card's fields
 * @throws {ConditionError}
 */
export function writeCondition(
	built: BuiltConditions,
	written: BuiltConditions,
	calendar: Calendar,
): string {
	const { combinator = 'and' } = built;
	if (combinator !== 'and' && combinator !== 'or') {
		throw new ConditionError('conditions are joined by "and" or by "or"');
	}
	const lines = built.conditions ?? [];
	if (!lines.length) throw new ConditionError('there is no condition. Add one');
	const ignoreCase = built.options?.caseSensitive === false;
	const parts = lines.map((line, at) => {
		const name = fieldName(written.conditions?.[at]?.leftValue ?? line.leftValue);
		return writeLine(name, line, { ignoreCase, calendar });
	});
	return parts.join(combinator === 'and' ? ' && ' : ' || ');
}

/** `{{ $json.status }}`, `{{ $json.card.status }}` or just `status`: all name the card's field. */
function fieldName(left: unknown): string {
	let name = plainText(left);
	if (name.startsWith('=')) name = name.slice(1).trim();
	if (name.startsWith('{{') && name.endsWith('}}')) name = name.slice(2, -2).trim();
	name = name.replace(/\[["'](\w+)["']\]/g, '.$1').replaceAll('?.', '.');
	for (const prefix of ['$json.', '$card.', 'card.']) {
		if (name.startsWith(prefix)) name = name.slice(prefix.length);
	}
	if (!name)
		throw new ConditionError('the left side is empty. Write a field, e.g. {{ $json.status }}');
	if (!FIELDS.has(name)) throw notAField(name);
	return name;
}

function writeLine(
	name: string,
	{ operator, rightValue }: Line,
	{ ignoreCase, calendar }: { ignoreCase: boolean; calendar: Calendar },
): string {
	const field = FIELDS.get(name)!;
	const [type, operation] = [plainText(operator?.type), plainText(operator?.operation)];
	const presence = own(OF_PRESENCE, operation) ?? own(emptiness(field), operation);
	if (presence) return presence(name, '');
	refuseOtherType(name, field, type);
	const operations = { number: OF_NUMBERS, dateTime: OF_MOMENTS }[type] ?? OF_TEXT;
	const write = own(operations, operation);
	if (!write)
		throw new ConditionError(`the operator "${operation}" cannot be used in a custom rule`);
	const text = plainText(rightValue);
	if (!text) {
		throw new ConditionError(
			`the value that ${name} is compared with is empty. To find what is missing, use "is empty"`,
		);
	}
	if (type === 'number') return write(name, numberOf(text));
	if (type === 'dateTime') return write(name, momentOf(text, calendar));
	// A value of an enumeration has one spelling.
	if (!ignoreCase || field.choices) return write(name, quoted(text));
	return write(`${name}.toLowerCase()`, quoted(text.toLowerCase()));
}

function emptiness({ type }: Field): Record<string, Write | undefined> {
	return type === 'number'
		? { empty: OF_PRESENCE.notExists, notEmpty: OF_PRESENCE.exists }
		: {
				empty: (name) => `(${name} == null || ${name} == "")`,
				notEmpty: (name) => `(${name} != null && ${name} != "")`,
			};
}

function refuseOtherType(name: string, { type, isMoment }: Field, given: string): void {
	const fits = type === 'number' ? ['number'] : isMoment ? ['dateTime', 'string'] : ['string'];
	if (fits.includes(given)) return;
	const kind = type === 'number' ? 'a number' : isMoment ? 'a date' : 'text';
	throw new ConditionError(
		`${name} is ${kind}. Choose an operator under ${GROUPS[fits[0]] ?? 'String'}`,
	);
}

function numberOf(text: string): string {
	const number = plainNumber(text);
	if (!Number.isFinite(number)) throw new ConditionError(`${JSON.stringify(text)} is not a number`);
	// The condition knows no exponents.
	return number.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
}

function momentOf(text: string, calendar: Calendar): string {
	const at = calendar.read(text);
	if (Number.isNaN(at)) {
		throw new ConditionError(`${JSON.stringify(text)} is not a date such as 2026-12-31`);
	}
	return quoted(new Date(at).toISOString());
}

/** As conditions write text. */
function quoted(text: string): string {
	return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** A property of the object's own: `constructor` is no operator. */
function own<T>(record: Record<string, T | undefined>, name: string): T | undefined {
	return Object.hasOwn(record, name) ? record[name] : undefined;
}
