import { withoutSecrets } from './secrets';

/**
 * The words for people in an error body: text, or JSON. Its schema is not published, so the first field is
 * taken that usually holds them; undefined where there is none.
 *
 * @param secrets what the request carried and nobody may read: an answer can echo the request
 */
export function apiWords(
	body: unknown,
	secrets: readonly string[] = [],
	depth = 0,
): string | undefined {
	if (typeof body === 'string') {
		return body.trim() ? excerpt(body, secrets).replace(/\.$/, '') : undefined;
	}
	if (typeof body !== 'object' || body === null || depth > 5) return undefined;
	if (Array.isArray(body)) {
		const words = body.slice(0, 10).map((entry) => apiWords(entry, secrets, depth + 1));
		return words.filter(Boolean).join('; ') || undefined;
	}
	const fields = body as Record<string, unknown>;
	for (const key of ['message', 'detail', 'error_description', 'error', 'title', 'errors']) {
		const words = apiWords(fields[key], secrets, depth + 1);
		if (words) return words;
	}
	return undefined;
}

/** Of what is longer, the rest is not looked at. */
const LONGEST = 20_000;

/** At most 300 characters on one line, with markup, the secrets and anything that looks like one taken out. */
export function excerpt(text: string, secrets: readonly string[] = []): string {
	// Each pattern takes what it has looked at, also where the end is missing: a hostile text keeps none busy.
	// Secrets go first: with markup taken out of its middle, one would not be known any more.
	const plain = withoutSecrets(text.slice(0, LONGEST), secrets)
		.replace(/<(style|script)\b[\s\S]*?(<\/\1>|$)/gi, ' ')
		.replace(/<[^<>]*>/g, ' ')
		.replace(/-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g, '[key]')
		.replace(/eyJ[\w-]{10,}[\w.-]*/g, '[token]')
		// A callback URL's.
		.replace(/([?&]token=)[\w-]+/gi, '$1[token]')
		// What turns the direction of what follows could make a message read otherwise than it is.
		.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain || '(empty)';
}
