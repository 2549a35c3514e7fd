import { FIELDS, isMoment, notAField, type Subject } from './fields';
import {
	compare,
	isTrue,
	MOMENT_METHODS,
	TEXT_GIVERS,
	TEXT_METHODS,
	type Comparison,
} from './operators';
import { ConditionError, tokens, type Token } from './tokens';
import { refuseUnlessText, refuseUnlikeEntries, refuseUnlikeTypes, type Value } from './Value';

const ORDERS = ['<', '<=', '>', '>='];
const COMPARISONS = ['===', '!==', '==', '!=', '<', '<=', '>', '>='];

/**
 * Makes a test out of a condition over one card, e.g.
 * `status == "active" && billingAddress.country in ["FR", "ES"] && expiresInDays < 60`.
 * It is a small part of JavaScript, read here and never handed to JavaScript: it can name a card's fields,
 * compare them and join comparisons, and nothing else.
 *
 * @throws {ConditionError} where it cannot be read
 */
export function compileCondition(condition: string): (subject: Subject) => boolean {
	return readCondition(condition).applies;
}

/** A condition that has been read. */
export interface Condition {
	applies(subject: Subject): boolean;
	/** Whether it can begin to be true although nothing about the card changes. */
	goesByTime: boolean;
}

/** The same, with what is known of the condition. @throws {ConditionError} */
export function readCondition(condition: string): Condition {
	const parser = new Parser(tokens(condition));
	const { evaluate } = parser.whole();
	const goesByTime = [...parser.named].some((name) => FIELDS.get(name)?.goesByTime);
	return { applies: (subject) => isTrue(evaluate(subject)), goesByTime };
}

/** Recursive descent: a method for each level of precedence, as in JavaScript. */
class Parser {
	/** Fields that the condition names. */
	readonly named = new Set<string>();

	private position = 0;

	private readonly tokens: Token[];

	constructor(all: Token[]) {
		this.tokens = all;
	}

	whole(): Value {
		const value = this.or();
		if (this.next.kind !== 'end') throw this.unexpected();
		return value;
	}

	private or(): Value {
		let left = this.and();
		while (this.take('||', 'or')) {
			const [one, other] = [left, this.and()];
			left = yesNo((subject) => isTrue(one.evaluate(subject)) || isTrue(other.evaluate(subject)));
		}
		return left;
	}

	private and(): Value {
		let left = this.not();
		while (this.take('&&', 'and')) {
			const [one, other] = [left, this.not()];
			left = yesNo((subject) => isTrue(one.evaluate(subject)) && isTrue(other.evaluate(subject)));
		}
		return left;
	}

	private not(): Value {
		if (this.take('not')) return negated(this.not());
		return this.comparison();
	}

	private comparison(): Value {
		const left = this.value();
		const isNegated =
			this.next.kind === 'word' &&
			this.next.value === 'not' &&
			this.tokens[this.position + 1]?.value === 'in';
		if (isNegated) this.position += 1;
		if (this.take('in')) {
			const list = this.value();
			refuseUnlikeEntries(left, list);
			return yesNo(
				(subject) => compare('in', left.evaluate(subject), list.evaluate(subject)) !== isNegated,
			);
		}
		for (const sign of COMPARISONS) {
			if (!this.take(sign)) continue;
			const right = this.value();
			refuseUnlikeTypes(left, right, ORDERS.includes(sign));
			return yesNo((subject) =>
				compare(sign as Comparison, left.evaluate(subject), right.evaluate(subject)),
			);
		}
		return left;
	}

	/** A value, with calls of text methods behind it. */
	private value(): Value {
		let value = this.plainValue();
		while (this.take('.')) {
			const name = this.next.kind === 'word' ? this.next.value : '';
			const method = TEXT_METHODS.get(name);
			if (!method) throw this.unexpected(...TEXT_METHODS.keys());
			this.position += 1;
			refuseUnlessText(value, name);
			this.expect('(');
			const argument = this.isSign(')') ? literal('', 'text') : this.or();
			this.expect(')');
			if (MOMENT_METHODS.includes(name)) refuseUnlessMoment(argument);
			if (value.type === 'list') refuseUnlikeEntries(argument, value);
			const of = value;
			value = {
				type: TEXT_GIVERS.includes(name) ? 'text' : 'boolean',
				evaluate: (subject) => method(of.evaluate(subject), argument.evaluate(subject), subject),
			};
		}
		return value;
	}

	private plainValue(): Value {
		if (this.take('!')) return negated(this.value());
		if (this.take('(')) {
			const inner = this.or();
			this.expect(')');
			return inner;
		}
		if (this.take('[')) return this.list();
		const token = this.next;
		if (token.kind === 'text' || token.kind === 'number') {
			this.position += 1;
			return literal(token.value, token.kind);
		}
		if (token.kind === 'word') return this.name();
		throw this.unexpected('a field', 'a value');
	}

	private list(): Value {
		const entries: Value[] = [];
		while (!this.take(']')) {
			if (entries.length && !this.take(',')) throw this.unexpected(',', ']');
			entries.push(this.or());
		}
		return {
			type: 'list',
			entries,
			evaluate: (subject) => entries.map(({ evaluate }) => evaluate(subject)),
		};
	}

	/** A constant or a field; `card.` before it may be left out. */
	private name(): Value {
		let name = this.word();
		if (name === 'true' || name === 'false') return literal(name === 'true', 'boolean');
		if (name === 'null' || name === 'undefined') return literal(null, 'null');
		if (name === 'card' && this.take('.')) name = this.word();
		if (name === 'billingAddress' && this.isSign('.') && !this.isMethodNext) {
			this.position += 1;
			name += `.${this.word()}`;
		}
		const field = FIELDS.get(name);
		if (!field) throw notAField(name);
		this.named.add(name);
		const { type, choices, valueOf } = field;
		return { type, choices, field: name, evaluate: valueOf };
	}

	private get isMethodNext(): boolean {
		return TEXT_METHODS.has(String(this.tokens[this.position + 1]?.value));
	}

	private isSign(sign: string): boolean {
		return this.next.kind === 'sign' && this.next.value === sign;
	}

	private get next(): Token {
		return this.tokens[this.position];
	}

	private word(): string {
		const { kind, value } = this.next;
		if (kind !== 'word') throw this.unexpected('a name');
		this.position += 1;
		return value;
	}

	/** Goes on where the next token is one of these signs or words. */
	private take(...wanted: string[]): boolean {
		const { kind, value } = this.next;
		if (kind !== 'sign' && kind !== 'word') return false;
		if (!wanted.includes(value)) return false;
		this.position += 1;
		return true;
	}

	private expect(sign: string): void {
		if (!this.take(sign)) throw this.unexpected(sign);
	}

	private unexpected(...wanted: string[]): ConditionError {
		const { kind, value, at } = this.next;
		const found =
			kind === 'end'
				? 'the condition ends unexpectedly'
				: `unexpected "${value}" at character ${at + 1}`;
		return new ConditionError(wanted.length ? `${found}; expected ${choiceOf(wanted)}` : found);
	}
}

function literal(value: string | number | boolean | null, type: Value['type']): Value {
	return { type, literal: value, evaluate: () => value };
}

function yesNo(evaluate: Value['evaluate']): Value {
	return { type: 'boolean', evaluate };
}

function negated({ evaluate }: Value): Value {
	return yesNo((subject) => !isTrue(evaluate(subject)));
}

function refuseUnlessMoment({ literal: moment }: Value): void {
	if (moment === undefined || (typeof moment === 'string' && isMoment(moment))) return;
	throw new ConditionError(`${JSON.stringify(moment)} is not a date such as "2026-12-31"`);
}

/** `"," or "]"`; words without quotes. */
function choiceOf(wanted: string[]): string {
	const quoted = wanted.map((word) => (/^a /.test(word) ? word : `"${word}"`));
	const [last, ...others] = quoted.reverse();
	return others.length ? `${others.reverse().join(', ')} or ${last}` : last;
}
