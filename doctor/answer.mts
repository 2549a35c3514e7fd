// What of an answer may stand in a report: status, media type, names of fields. Never a value.
import type { Answer } from './http.mts';

/** The vendor's library answers a signature it refuses with 400, text/plain and this (httpsig, middleware.go). */
export const LIBRARY_REFUSAL = 'invalid required signature';

/** Ids of requests, in whatever form: long words with a digit in them. */
const ID = /(?=[\w-]*\d)[\w-]{12,}/g;
/** A name that a person gave to a field; what looks otherwise is a key of data, an id for one. */
const FIELD = /^[A-Za-z_$][A-Za-z_]{0,39}\d?$/;
const DEEPEST = 5;

/** Whether the call was carried out. */
export const isOk = (answer: Answer) => answer.status >= 200 && answer.status < 300;

/** e.g. `401 application/json {error, message, details[].field}`. */
export function shapeOf(answer: Answer): string {
	return [answer.status, mediaType(answer), bodyShape(answer)].filter(Boolean).join(' ');
}

/** Without parameters; empty where there is none, `(unreadable)` for what is not one. */
export function mediaType({ headers }: Answer): string {
	const type = (headers.get('content-type') ?? '').split(';')[0].trim().toLowerCase();
	if (type === '') return '';
	return /^[a-z]+\/[a-z0-9.+-]{1,40}$/.test(type) ? type : '(unreadable)';
}

function bodyShape({ text, json }: Answer): string {
	if (text === '') return '(empty body)';
	if (text.trim() === LIBRARY_REFUSAL) return `"${LIBRARY_REFUSAL}" (the vendor's library)`;
	if (json === undefined) return /^\s*</.test(text) ? '(markup)' : '(text of another wording)';
	if (json === null || typeof json !== 'object')
		return `(JSON ${json === null ? 'null' : typeof json})`;
	return Array.isArray(json) ? '(JSON array)' : `{${fieldNames(json).join(', ')}}`;
}

/**
 * The names of all fields, as paths: `a`, `b.c`, `d[].e`, in the order in which they come.
 * What does not look like a field's name is `(other)`.
 */
export function fieldNames(value: unknown): string[] {
	const names = new Set<string>();
	collect(value, '', names, 0);
	return [...names];
}

function collect(value: unknown, path: string, names: Set<string>, depth: number): void {
	if (value === null || typeof value !== 'object' || depth > DEEPEST) {
		if (path) names.add(path);
		return;
	}
	if (Array.isArray(value)) {
		if (value.length === 0 && path) names.add(`${path}[]`);
		for (const item of value) collect(item, `${path}[]`, names, depth + 1);
		return;
	}
	const entries = Object.entries(value);
	if (entries.length === 0 && path) names.add(path);
	for (const [key, item] of entries) {
		const name = FIELD.test(key) ? key : '(other)';
		collect(item, path ? `${path}.${name}` : name, names, depth + 1);
	}
}

/** Two answers say the same, the ids and times in them aside. */
export function saysTheSame(left: Answer, right: Answer): boolean {
	return left.status === right.status && wording(left) === wording(right);
}

/** For comparison only, never for the report. Of JSON its message: what stands beside that may differ from call to call. */
function wording({ text, json }: Answer): string {
	const { message } = (json ?? {}) as { message?: unknown };
	const words = typeof message === 'string' && message ? message : text;
	return words.replace(ID, '').replace(/\d+/g, '');
}
