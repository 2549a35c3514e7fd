import { FIELDS, type Subject } from './fields';
import { compare, isTrue, TEXT_METHODS, type Comparison } from './operators';
import { ConditionError, tokens, type Token } from './tokens';

type Evaluate = (subject: Subject) => unknown;

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
	const evaluate = new Parser(tokens(condition)).whole();
	return (subject) => isTrue(evaluate(subject));
}

/** Recursive descent: a method for each level of precedence, as in JavaScript. */
class Parser {
	private position = 0;

	private readonly tokens: Token[];

	constructor(all: Token[]) {
		this.tokens = all;
	}

	whole(): Evaluate {
		const evaluate = this.or();
		if (this.next.kind !== 'end') throw this.unexpected();
		return evaluate;
	}

	private or(): Evaluate {
		let left = this.and();
		while (this.take('||', 'or')) {
			const [one, other] = [left, this.and()];
			left = (subject) => isTrue(one(subject)) || isTrue(other(subject));
		}
		return left;
	}

	private and(): Evaluate {
		let left = this.not();
		while (this.take('&&', 'and')) {
			const [one, other] = [left, this.not()];
			left = (subject) => isTrue(one(subject)) && isTrue(other(subject));
		}
		return left;
	}

	private not(): Evaluate {
		if (this.take('not')) {
			const negated = this.not();
			return (subject) => !isTrue(negated(subject));
		}
		return this.comparison();
	}

	private comparison(): Evaluate {
		const left = this.value();
		const negated = this.next.value === 'not' && this.tokens[this.position + 1]?.value === 'in';
		if (negated) this.position += 1;
		if (this.take('in')) {
			const list = this.value();
			return (subject) => compare('in', left(subject), list(subject)) !== negated;
		}
		for (const sign of COMPARISONS) {
			if (!this.take(sign)) continue;
			const right = this.value();
			return (subject) => compare(sign as Comparison, left(subject), right(subject));
		}
		return left;
	}

	/** A value, with calls of text methods behind it. */
	private value(): Evaluate {
		let value = this.plainValue();
		while (this.take('.')) {
			const method = TEXT_METHODS.get(this.next.kind === 'word' ? this.next.value : '');
			if (!method) throw this.unexpected(`one of ${[...TEXT_METHODS.keys()].join(', ')}`);
			this.position += 1;
			this.expect('(');
			const argument = this.next.value === ')' ? () => '' : this.or();
			this.expect(')');
			const of = value;
			value = (subject) => method(of(subject), argument(subject));
		}
		return value;
	}

	private plainValue(): Evaluate {
		if (this.take('!')) {
			const negated = this.value();
			return (subject) => !isTrue(negated(subject));
		}
		if (this.take('(')) {
			const inner = this.or();
			this.expect(')');
			return inner;
		}
		if (this.take('[')) return this.list();
		const token = this.next;
		if (token.kind === 'text' || token.kind === 'number') {
			this.position += 1;
			return () => token.value;
		}
		if (token.kind === 'word') return this.name();
		throw this.unexpected('a field or a value');
	}

	private list(): Evaluate {
		const entries: Evaluate[] = [];
		while (!this.take(']')) {
			if (entries.length) this.expect(',');
			entries.push(this.or());
		}
		return (subject) => entries.map((entry) => entry(subject));
	}

	/** A constant or a field; `card.` before it may be left out. */
	private name(): Evaluate {
		const { at } = this.next;
		let name = this.word();
		if (name === 'true' || name === 'false') return () => name === 'true';
		if (name === 'null' || name === 'undefined') return () => null;
		if (name === 'card' && this.take('.')) name = this.word();
		if (name === 'billingAddress' && this.take('.')) name += `.${this.word()}`;
		const field = FIELDS.get(name);
		if (field) return field;
		throw new ConditionError(
			`"${name}" at character ${at + 1} is no field of a card. There are ${[...FIELDS.keys()].join(', ')}. Texts stand in quotes`,
		);
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

	private unexpected(wanted?: string): ConditionError {
		const { kind, value, at } = this.next;
		const found =
			kind === 'end' ? 'it ends too early' : `"${value}" at character ${at + 1} is not expected`;
		return new ConditionError(wanted ? `${found}; wanted: ${wanted}` : found);
	}
}
