import { instant } from '../cardFacts';
import type { Subject } from './fields';

export type Comparison = '===' | '!==' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';

/** Whether a value counts as true: not empty, not zero, not missing. */
export function isTrue(value: unknown): boolean {
	return Boolean(value);
}

/**
 * Compares two values. Equal means the same kind and the same value; a missing one is neither smaller nor
 * greater than anything, and so is text compared with a number.
 */
export function compare(comparison: Comparison, left: unknown, right: unknown): boolean {
	switch (comparison) {
		case '==':
		case '===':
			return left === right;
		case '!=':
		case '!==':
			return left !== right;
		case 'in':
			return Array.isArray(right) && right.includes(left);
	}
	if (left === null || right === null || typeof left !== typeof right) return false;
	const [one, other] = [left as number, right as number];
	if (comparison === '<') return one < other;
	if (comparison === '<=') return one <= other;
	return comparison === '>' ? one > other : one >= other;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

type Method = (of: unknown, argument: unknown, subject: Subject) => unknown;

/**
 * What can be asked of text; of a list, whether it includes a value. A missing text is an empty one, and neither
 * before nor after a moment.
 */
export const TEXT_METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
	[
		'includes',
		(of, part) => (Array.isArray(of) ? of.includes(part) : text(of).includes(String(part))),
	],
	['startsWith', (of, part) => text(of).startsWith(String(part))],
	['endsWith', (of, part) => text(of).endsWith(String(part))],
	['toLowerCase', (of) => text(of).toLowerCase()],
	['toUpperCase', (of) => text(of).toUpperCase()],
	['isAfter', (of, moment, { scene }) => instant(of) > scene.calendar.read(text(moment))],
	['isBefore', (of, moment, { scene }) => instant(of) < scene.calendar.read(text(moment))],
]);

/** Methods that ask for a moment. */
export const MOMENT_METHODS = ['isAfter', 'isBefore'];
/** Methods that give text; the others answer yes or no. */
export const TEXT_GIVERS = ['toLowerCase', 'toUpperCase'];
