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

/** At most 300 characters on one line, with markup, the secrets and anything that looks like one taken out. */
export function excerpt(text: string, secrets: readonly string[] = []): string {
	// Each pattern takes what it has looked at, also where the end is missing: a hostile text keeps none busy.
	// Secrets go first: cut in two, one would not be known any more.
	const plain = without(secrets, text)
		.slice(0, 20_000)
		.replace(/<(style|script)\b[\s\S]*?(<\/\1>|$)/gi, ' ')
		.replace(/<[^<>]*>/g, ' ')
		.replace(/-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g, '[key]')
		.replace(/eyJ[\w-]{10,}[\w.-]*/g, '[token]')
		// A callback URL's.
		.replace(/([?&]token=)[\w-]+/gi, '$1[token]')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain || '(empty)';
}

/** Shorter ones are words of the language; replaced, they would take the message with them. */
const SHORTEST_SECRET = 4;

/** A text with the secrets taken out, as they are, and as they stand in JSON and in a URL. */
function without(secrets: readonly string[], text: string): string {
	const forms = secrets
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.flatMap((secret) => [
			secret,
			JSON.stringify(secret).slice(1, -1),
			// Through bytes: half a surrogate pair would throw.
			encodeURIComponent(Buffer.from(secret).toString()),
		])
		.sort((a, b) => b.length - a.length)
		.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
	return forms.length ? text.replace(new RegExp(forms.join('|'), 'gi'), '[secret]') : text;
}
