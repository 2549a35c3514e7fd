const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = [0x5b, 0x7b];
const CLOSE = [0x5d, 0x7d];
/** The whitespace of JSON (RFC 8259 §2), which is less than JavaScript's. */
const BLANKS = [0x20, 0x09, 0x0a, 0x0d];

/** Which bytes matter to the splitter, as a table: the scan looks at every byte of the answer. */
const KIND = new Uint8Array(256);
KIND[QUOTE] = 1;
KIND[BACKSLASH] = 2;
for (const byte of OPEN) KIND[byte] = 3;
for (const byte of CLOSE) KIND[byte] = 4;
KIND[COMMA] = 5;

/** JSON that no honest answer has: read on, it could take all memory, or the stack of who works with it. */
export class TooMuch extends SyntaxError {}

const MEGABYTE = 1024 * 1024;

/** A card or a transaction has less than 2 kB. */
const MAX_ELEMENT = MEGABYTE;

/** Levels of brackets; an entity of the API has three. */
const MAX_DEPTH = 50;

/**
 * Parses a JSON array piece by piece as its bytes arrive, so that a list of 100,000 cards need not be
 * held as bytes, as text and as objects at the same time, and no single parse stops n8n's event loop.
 */
export class JsonArrayParser {
	/** Nesting depth behind the last byte seen; the array's own elements are at depth 1. */
	private depth = 0;

	private inString = false;

	private escaped = false;

	/** Bytes of elements that are not complete yet. */
	private pending: Buffer[] = [];

	private hasElements = false;

	private ended = false;

	/** Bytes in `pending`. */
	private held = 0;

	private readonly maxElement: number;

	/** @param maxElement bytes that one element may have, about */
	constructor(maxElement = MAX_ELEMENT) {
		this.maxElement = maxElement;
	}

	/**
	 * Takes the next bytes.
	 *
	 * @returns the elements that are complete now, in order
	 * @throws {SyntaxError} where the text is no JSON array
	 * @throws {TooMuch} where one element is too long or nested too deeply
	 */
	push(chunk: Buffer): unknown[] {
		let start = 0;
		if (this.depth === 0) {
			start = skipBlanks(chunk, 0);
			if (start === chunk.length) return [];
			if (this.ended || chunk[start] !== OPEN[0]) throw new SyntaxError('not a JSON array');
			this.depth = 1;
			start += 1;
		}
		const end = this.scan(chunk, start);
		if (end < 0) {
			this.hold(chunk.subarray(start));
			return [];
		}
		const text = Buffer.concat([...this.pending, chunk.subarray(start, end)]).toString('utf8');
		// Behind the separator (or the closing bracket), which is in neither part.
		const rest = chunk.subarray(end + 1);
		this.pending = [];
		this.held = 0;
		const blank = !text.trim();
		if (this.depth === 0) {
			this.ended = true;
			if (
				chunk[end] !== CLOSE[0] ||
				skipBlanks(rest, 0) < rest.length ||
				(blank && this.hasElements)
			) {
				throw new SyntaxError('not a JSON array');
			}
		} else {
			this.hold(rest);
			this.hasElements = true;
			if (blank) throw new SyntaxError('an empty element');
		}
		return JSON.parse(`[${text}]`) as unknown[];
	}

	/** @throws {SyntaxError} where the array was not closed */
	end(): void {
		if (!this.ended) throw new SyntaxError('the JSON array is cut off');
	}

	private hold(part: Buffer): void {
		this.held += part.length;
		if (this.held > this.maxElement) {
			throw new TooMuch(`part of it is longer than ${Math.round(this.maxElement / MEGABYTE)} MB`);
		}
		this.pending.push(part);
	}

	/** Position of the last comma between elements in the chunk, or of the closing bracket; -1 for none. */
	private scan(chunk: Buffer, start: number): number {
		let { depth, inString, escaped } = this;
		let last = -1;
		for (let i = start; i < chunk.length; i++) {
			const kind = KIND[chunk[i]];
			if (escaped) escaped = false;
			else if (kind === 0) continue;
			else if (inString) {
				if (kind === 1) inString = false;
				else if (kind === 2) escaped = true;
			} else if (kind === 1) inString = true;
			else if (kind === 3) {
				depth += 1;
				if (depth > MAX_DEPTH) throw new TooMuch('it is nested too deeply');
			} else if (kind === 4) {
				depth -= 1;
				if (depth === 0) {
					last = i;
					break;
				}
			} else if (kind === 5 && depth === 1) last = i;
		}
		Object.assign(this, { depth, inString, escaped });
		return last;
	}
}

function skipBlanks(chunk: Buffer, from: number): number {
	let i = from;
	while (i < chunk.length && BLANKS.includes(chunk[i])) i += 1;
	return i;
}
