import { SignatureError } from './errors';

/**
 * What of an HTTP message can be signed. A message with a `status` is a response; its method and URL are
 * then not components of it (RFC 9421 §2.2).
 */
export interface HttpMessage {
	/** As sent on the wire: methods are case-sensitive, the registered ones are upper-case. */
	method: string;
	/** Absolute, http or https. */
	url: string | URL;
	/** Names in any case; a list is several field lines; `undefined` is no field. */
	headers: Record<string, string | string[] | undefined>;
	status?: number;
}

// RFC 9421 §2.5: VCHAR, SP and HTAB; a newline would start a line of its own in the base. Trimmed already.
const CANONICAL_LINE = /^(?:[!-~](?:[\t -~]*[!-~])?)?$/;

/**
 * A field's value in a signature base (RFC 9421 §2.1): lines of one name in any case, in order, each
 * unfolded and trimmed, joined with ", ". `undefined` where the message has no such field.
 *
 * @param name lower-case
 * @throws SignatureError `message` for a value that HTTP could not carry or that could forge a base line
 */
export function fieldValue(headers: HttpMessage['headers'], name: string): string | undefined {
	let joined: string | undefined;
	for (const key of Object.keys(headers)) {
		if (key.length !== name.length || (key !== name && key.toLowerCase() !== name)) continue;
		const value = headers[key];
		if (value === undefined) continue;
		for (const line of Array.isArray(value) ? value : [value]) {
			const canonical = canonicalLine(line, name);
			joined = joined === undefined ? canonical : `${joined}, ${canonical}`;
		}
	}
	return joined;
}

function canonicalLine(line: string, name: string): string {
	if (typeof line !== 'string') {
		throw new SignatureError('message', `The field ${name} must be a string to be signed.`);
	}
	if (CANONICAL_LINE.test(line)) return line;
	const unfolded = unfold(line);
	if (!CANONICAL_LINE.test(unfolded)) {
		throw new SignatureError(
			'message',
			`The field ${name} holds a line break, a control character or a character outside ASCII, which cannot be signed.`,
		);
	}
	return unfolded;
}

/**
 * Trimmed, and obsolete line folding replaced by a single space (RFC 9421 §2.1, steps 2 to 4). Without a regular
 * expression: one that looks for blanks before something looks from each of them anew, and a field's value is
 * what an outsider makes it.
 */
function unfold(line: string): string {
	const [first, ...others] = line.split('\n');
	const unfolded = [first];
	for (const part of others) {
		const last = unfolded.length - 1;
		const before = unfolded[last];
		// A line break that is not followed by a blank folds nothing, and is refused where it stands.
		if (!isBlank(part[0])) unfolded[last] = `${before}\n`;
		else unfolded[last] = `${trimEnd(before.endsWith('\r') ? before.slice(0, -1) : before)} `;
		unfolded.push(isBlank(part[0]) ? trimStart(part) : part);
	}
	return trimStart(trimEnd(unfolded.join('')));
}

function isBlank(character: string | undefined): boolean {
	return character === ' ' || character === '\t';
}

function trimStart(text: string): string {
	let start = 0;
	while (isBlank(text[start])) start += 1;
	return text.slice(start);
}

function trimEnd(text: string): string {
	let end = text.length;
	while (isBlank(text[end - 1])) end -= 1;
	return text.slice(0, end);
}
