import { ApiError } from './ApiError';
import { JsonArrayParser, TooMuch } from './jsonArray';
import type { BodyTap } from './types';

const MEGABYTE = 1024 * 1024;

/** Longest answer that is read as a whole. */
const MAX_TEXT = 8 * MEGABYTE;

/** Longest list, which is read piece by piece: a million cards have some 400 MB. */
const MAX_LIST = 1024 * MEGABYTE;

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

/**
 * A body that is one JSON value.
 *
 * @returns its text, and the value, or what is wrong with the text
 * @throws {TooMuch} where it is too long or nested too deeply
 */
export async function readJson(
	body: unknown,
	signal: AbortSignal,
): Promise<{ text: string; json: unknown }> {
	const text = await readText(body, signal, MAX_TEXT);
	try {
		// As the one element of a list: with the limits of those.
		const values = new JsonArrayParser(MAX_TEXT - 1).push(Buffer.from(`[${text}]`));
		return { text, json: values.length === 1 ? values[0] : new SyntaxError('not one value') };
	} catch (thrown) {
		const error = thrown as Error;
		if (!isMalformed(error)) throw error;
		return { text, json: error };
	}
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
 * @throws {TooMuch} where it, or one element, is too long or nested too deeply
 * @throws {ApiError} where `keep` fails
 */
export async function readList(
	body: unknown,
	signal: AbortSignal,
	options: ListOptions,
	maxBytes = MAX_LIST,
): Promise<unknown[]> {
	let start = Buffer.alloc(0);
	const noteStart = (chunk: Buffer) => {
		if (!start.length) start = Buffer.from(chunk.subarray(0, 20_000));
	};
	return await collect(chunks(body, signal), options, noteStart, maxBytes).catch(
		(error: unknown) => {
			throw isMalformed(error) ? new NotAList(error.message, start.toString()) : error;
		},
	);
}

function isMalformed(error: unknown): error is SyntaxError {
	return error instanceof SyntaxError && !(error instanceof TooMuch);
}

async function collect(
	pieces: AsyncIterable<Buffer>,
	{ limit, keep = () => true, begin }: ListOptions,
	onPiece: (piece: Buffer) => void,
	maxBytes: number,
): Promise<unknown[]> {
	begin?.();
	const parser = new JsonArrayParser();
	const kept: unknown[] = [];
	let size = 0;
	for await (const piece of pieces) {
		onPiece(piece);
		size += piece.length;
		if (size > maxBytes) throw new TooMuch(`it is longer than ${maxBytes / MEGABYTE} MB`);
		for (const element of parser.push(piece)) {
			if (passes(element, keep)) kept.push(element);
			if (kept.length >= limit) return kept;
		}
	}
	parser.end();
	return kept;
}

/** What goes wrong in `keep` is its own: neither the connection's nor the JSON's. */
function passes(element: unknown, keep: (element: unknown) => boolean): boolean {
	try {
		return keep(element);
	} catch (thrown) {
		throw unhandled(thrown as Error);
	}
}

function unhandled(error: Error): ApiError {
	if (error instanceof ApiError) return error;
	return new ApiError(
		'unforeseen',
		`An entry in the list could not be processed: ${error.message}`,
	);
}

/** The same body, of which somebody else gets each piece, too. */
export function tapped(body: unknown, tap: BodyTap): unknown {
	tap.begin();
	if (typeof body === 'string' || body instanceof Uint8Array) {
		tap.add(Buffer.from(body as Uint8Array));
		return body;
	}
	if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return body;
	const stream = body as Body;
	return {
		destroy: (error?: Error) => stream.destroy?.(error),
		async *[Symbol.asyncIterator]() {
			for await (const chunk of stream) {
				const piece = Buffer.from(chunk as Buffer);
				tap.add(piece);
				yield piece;
			}
		},
	};
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
