import { JsonArrayParser } from './jsonArray';

/** Longest answer that is read as a whole; lists are read piece by piece and have no limit. */
const MAX_TEXT = 32 * 1024 * 1024;

/** What is wanted of a list: at most `limit` elements among those that `keep` accepts. */
export interface ListOptions {
	limit: number;
	keep?: (element: unknown) => boolean;
	/** Called before the first element of each attempt, for a `keep` that remembers what it saw. */
	begin?: () => void;
}

/** A body as n8n hands it over with `encoding: 'stream'`; n8n's own errors may hold text or a Buffer. */
type Body = AsyncIterable<Buffer | string> & { destroy?: (error?: Error) => unknown };

/**
 * The body as text. What is longer than `maxBytes` is cut off there and not read any further.
 *
 * @param signal ends the reading, with the signal's reason as the error
 */
export async function readText(
	body: unknown,
	signal: AbortSignal,
	maxBytes = MAX_TEXT,
): Promise<string> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const chunk of chunks(body, signal)) {
		parts.push(chunk);
		size += chunk.length;
		if (size >= maxBytes) break;
	}
	return Buffer.concat(parts).subarray(0, maxBytes).toString('utf8');
}

/** A body that should have been a JSON array and is not. */
export class NotAList extends SyntaxError {
	/** How it begins, at most 20,000 bytes. */
	readonly start: string;

	constructor(message: string, start: string) {
		super(message);
		this.start = start;
	}
}

/**
 * The wanted elements of a body that is a JSON array. Reading ends when there are enough; what is not
 * kept is not held.
 *
 * @throws {NotAList} where it is no JSON array
 */
export async function readList(
	body: unknown,
	signal: AbortSignal,
	options: ListOptions,
): Promise<unknown[]> {
	let start = Buffer.alloc(0);
	const noteStart = (chunk: Buffer) => {
		if (!start.length) start = Buffer.from(chunk.subarray(0, 20_000));
	};
	return await collect(chunks(body, signal), options, noteStart).catch((error: unknown) => {
		throw error instanceof SyntaxError ? new NotAList(error.message, start.toString()) : error;
	});
}

async function collect(
	pieces: AsyncIterable<Buffer>,
	{ limit, keep = () => true, begin }: ListOptions,
	onPiece: (piece: Buffer) => void,
): Promise<unknown[]> {
	begin?.();
	const parser = new JsonArrayParser();
	const kept: unknown[] = [];
	for await (const piece of pieces) {
		onPiece(piece);
		for (const element of parser.push(piece)) {
			if (keep(element)) kept.push(element);
			if (kept.length >= limit) return kept;
		}
	}
	parser.end();
	return kept;
}

async function* chunks(body: unknown, signal: AbortSignal): AsyncGenerator<Buffer> {
	if (typeof body === 'string' || body instanceof Uint8Array) {
		yield Buffer.from(body as Uint8Array);
		return;
	}
	if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return;
	const stream = body as Body;
	const stop = () => stream.destroy?.(signal.reason as Error);
	if (signal.aborted) stop();
	signal.addEventListener('abort', stop, { once: true });
	try {
		for await (const chunk of stream) yield Buffer.from(chunk as Buffer);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
