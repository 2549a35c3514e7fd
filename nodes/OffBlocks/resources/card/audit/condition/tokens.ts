/** A condition that cannot be read: `message` says what is wrong and where. */
export class ConditionError extends Error {
	override readonly name = 'ConditionError';
}

export type Token =
	| { kind: 'text'; value: string; at: number }
	| { kind: 'number'; value: number; at: number }
	/** A name, or one of the words and, or, not, in, true, false, null. */
	| { kind: 'word'; value: string; at: number }
	| { kind: 'sign'; value: string; at: number }
	| { kind: 'end'; value: ''; at: number };

/** Longer conditions are mistakes, and the parser's depth is bounded by it. */
const MAX_LENGTH = 2000;

const BLANK = /\s+/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const WORD = /[A-Za-z_]\w*/y;
const SIGN = /===|!==|==|!=|<=|>=|&&|\|\||[<>!()[\],.]/y;
const TEXT = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/y;

/**
 * Cuts a condition into its tokens.
 *
 * @throws {ConditionError}
 */
export function tokens(condition: string): Token[] {
	if (condition.length > MAX_LENGTH)
		throw new ConditionError(`it is longer than ${MAX_LENGTH} characters. Make two rules of it`);
	const found: Token[] = [];
	let at = 0;
	const match = (pattern: RegExp): RegExpExecArray | null => {
		pattern.lastIndex = at;
		return pattern.exec(condition);
	};
	while (at < condition.length) {
		const start = at;
		const [blank, text, number, word, sign] = [BLANK, TEXT, NUMBER, WORD, SIGN].map(match);
		if (text) {
			const value = (text[1] ?? text[2]).replace(/\\(.)/g, '$1');
			found.push({ kind: 'text', value, at });
		} else if (number) found.push({ kind: 'number', value: Number(number[0]), at });
		else if (word) found.push({ kind: 'word', value: word[0], at });
		else if (sign) found.push({ kind: 'sign', value: sign[0], at });
		at += (blank ?? text ?? number ?? word ?? sign)?.[0].length ?? 0;
		if (at === start) throw unreadable(condition, at);
	}
	found.push({ kind: 'end', value: '', at });
	return found;
}

function unreadable(condition: string, at: number): ConditionError {
	const sign = condition[at];
	if (sign === '"' || sign === "'") {
		return new ConditionError(`the text that begins at character ${at + 1} has no closing ${sign}`);
	}
	const hint = sign === '=' ? '. Use == to compare' : '';
	return new ConditionError(`unexpected "${sign}" at character ${at + 1}${hint}`);
}
