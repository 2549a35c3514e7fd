import { withoutSecrets } from './secrets';

/** Where the words for people stand in an error body, the best first. */
const WORDS = [
	'message',
	'detail',
	'error_description',
	'reason',
	'issue',
	'msg',
	'description',
	'error',
	'title',
];

/** Which field an entry of a list of errors is about. */
const FIELD = ['field', 'fieldName', 'property', 'propertyPath', 'attribute', 'parameter', 'param'];
const FIELD_OF_ENTRY = [...FIELD, 'pointer', 'instancePath', 'loc', 'path', 'name', 'key'];

/** What echoes the request, or is for the API's own people. */
const NOT_WORDS =
	/^(_?links|body|context|debug|headers|input|meta|received|request|source|stack|trace|values?)$/i;

const MAX_DEPTH = 6;
const MAX_ENTRIES = 10;
const MAX_LENGTH = 500;

/**
 * The words for people in an error body: text, or JSON. Its schema is not published, so the field is taken that
 * usually holds them, and with it everything that says which field of the request was wrong, as `field: reason`.
 * Undefined where there are none.
 *
 * @param secrets what the request carried and nobody may read: an answer can echo the request
 */
export function apiWords(body: unknown, secrets: readonly string[] = []): string | undefined {
	const found = new Set<string>();
	gather(body, '', 0, (words, field) => {
		if (found.size > MAX_ENTRIES || !words.trim()) return;
		const text = excerpt(words, secrets).replace(/\.$/, '');
		// The same words once more, now with the field that they are about.
		if (field) found.delete(text);
		found.add(field ? `${excerpt(field, secrets).slice(0, 80)}: ${text}` : text);
	});
	const all = [...found].join('; ');
	return (all.length > MAX_LENGTH ? `${all.slice(0, MAX_LENGTH - 1)}…` : all) || undefined;
}

type Found = (words: string, field: string) => void;

function gather(value: unknown, field: string, depth: number, found: Found): void {
	if (typeof value === 'string') return found(value, field);
	if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
	if (Array.isArray(value)) {
		for (const entry of value.slice(0, MAX_ENTRIES)) gather(entry, field, depth + 1, found);
		return;
	}
	const object = value as Record<string, unknown>;
	const own = join(field, fieldOf(object, depth));
	const headline = WORDS.find((name) => isText(object[name]));
	const isEntry = headline !== undefined || own !== field;
	if (headline) found(object[headline] as string, own);
	else if (own !== field) found(isText(object.code) ? object.code : 'is not accepted', own);
	for (const [name, part] of Object.entries(object).slice(0, 50)) {
		if (NOT_WORDS.test(name) || (depth > 0 && FIELD_OF_ENTRY.includes(name) && own !== field))
			continue;
		// Of one that has words of its own or is the whole body, the texts beside them are codes and times.
		if (typeof part === 'string') {
			if (!isEntry && depth > 0) found(part, join(own, name));
		} else
			gather(part, isContainer(name, depth, isEntry) ? own : join(own, name), depth + 1, found);
	}
}

/** Whether a name says "here are the errors", and not which field they are about. */
function isContainer(name: string, depth: number, isEntry: boolean): boolean {
	return depth === 0 || isEntry || WORDS.includes(name) || /^(errors|details)$/i.test(name);
}

function fieldOf(object: Record<string, unknown>, depth: number): string {
	const names = depth > 0 ? FIELD_OF_ENTRY : FIELD;
	const named = names.map((name) => asPath(object[name])).find(Boolean);
	const { source } = object as { source?: { pointer?: unknown; parameter?: unknown } };
	return named ?? asPath(source?.pointer) ?? asPath(source?.parameter) ?? '';
}

/** `billingAddress.city` for that, for `#/billingAddress/city` and for `["billingAddress", "city"]`. */
function asPath(value: unknown): string | undefined {
	if (Array.isArray(value)) {
		return value
			.slice(0, 10)
			.filter((part) => ['string', 'number'].includes(typeof part))
			.join('.');
	}
	if (!isText(value)) return undefined;
	return value.slice(0, 200).replace(/^#?\//, '').replaceAll('/', '.');
}

function join(field: string, more: string): string {
	return field && more ? `${field}.${more}` : field || more;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

/** Control characters but for blanks, and those that turn the direction of text or have no width. */
const INVISIBLE = /(?!\s)\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** At most 300 characters on one line, with markup, the secrets and anything that looks like one taken out. */
export function excerpt(text: string, secrets: readonly string[] = []): string {
	// Each pattern takes what it has looked at, also where the end is missing: a hostile text keeps none busy.
	const plain = withoutSecrets(text.slice(0, 20_000), secrets)
		.replace(/<style\b(?:[^<]|<(?!\/style>))*/gi, ' ')
		.replace(/<script\b(?:[^<]|<(?!\/script>))*/gi, ' ')
		.replace(/<[^<>]*>/g, ' ')
		.replace(/-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g, '[key]')
		// A JWT, and one in base64.
		.replace(/(eyJ|ZXlK)[\w+/-]{10,}[\w.+/=-]*/g, '[token]')
		// A callback URL's.
		.replace(/([?&]token=)[\w-]+/gi, '$1[token]')
		.replace(INVISIBLE, '')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain || '(empty)';
}
