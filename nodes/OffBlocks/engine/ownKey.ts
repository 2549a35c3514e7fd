import { plainText } from '../shared/values';

/** What JavaScript writes where a value is missing or is no text. */
const NO_VALUE = /(?:^|[^A-Za-z])(undefined|null|NaN|Infinity|\[object \w+\])(?![A-Za-z])/;

/**
 * What is wrong with a user's own idempotency key; undefined where nothing is, or where it was left out. Of one
 * that came to nothing, in part or as a whole, nothing or too little is left to name a single write: several would
 * share a key, and all but the first be refused, or, worse, be answered as done.
 *
 * @param value what n8n makes of it
 * @param written as the workflow stores it
 * @param evaluate what n8n makes of a part of it
 */
export function ownKeyProblem(
	value: unknown,
	written: unknown,
	evaluate: (part: string) => unknown,
): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return 'must be text or a number';
	if (plainText(value) === '') {
		return plainText(written) ? 'is empty: the expression evaluated to an empty value' : undefined;
	}
	for (const part of [undefined, ...partsOf(written)]) {
		const made = part === undefined ? value : evaluate(part);
		if (part !== undefined && isNothing(made)) {
			return `is incomplete: ${part.slice(0, 60)} evaluated to an empty value`;
		}
		if (typeof made === 'number' && !(Math.abs(made) <= Number.MAX_SAFE_INTEGER)) {
			return `contains a number too large to be exact: ${made}. Provide it as text`;
		}
		const missing = String(written).startsWith('=') ? NO_VALUE.exec(String(made)) : null;
		if (missing)
			return `contains "${missing[1]}": part of the expression evaluated to an empty value`;
	}
	return undefined;
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null || String(value).trim() === '';
}

/**
 * The expressions in a text with several parts, e.g. `{{ $json.id }}` of `=order {{ $json.id }}`; none where the
 * whole text is one expression, whose value keeps its type.
 *
 * @param written as the workflow stores it
 */
function partsOf(written: unknown): string[] {
	if (typeof written !== 'string' || !written.startsWith('=')) return [];
	const parts: string[] = [];
	let at = written.indexOf('{{');
	while (at >= 0) {
		const end = written.indexOf('}}', at);
		if (end < 0) break;
		parts.push(written.slice(at, end + 2));
		at = written.indexOf('{{', end);
	}
	return parts.join('') === written.slice(1).trim() && parts.length === 1 ? [] : parts;
}
