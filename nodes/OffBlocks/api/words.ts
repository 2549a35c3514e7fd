/**
 * The words that an error body holds for people. Its schema is not published, so the first field is
 * taken that usually holds them; undefined where there is none.
 */
export function apiWords(json: unknown, depth = 0): string | undefined {
	if (typeof json !== 'object' || json === null || depth > 5) return undefined;
	const body = json as Record<string, unknown>;
	for (const key of ['message', 'detail', 'error_description', 'error', 'title', 'errors']) {
		const words = wordsOf(body[key], depth);
		if (words) return words;
	}
	return undefined;
}

function wordsOf(value: unknown, depth: number): string | undefined {
	if (typeof value === 'string' && value.trim()) return excerpt(value).replace(/\.$/, '');
	if (Array.isArray(value)) {
		const words = value.slice(0, 10).map((entry) => wordsOf(entry, depth + 1));
		return words.filter(Boolean).join('; ') || undefined;
	}
	return apiWords(value, depth + 1);
}

/** At most 300 characters on one line, with markup and anything that looks like a secret taken out. */
export function excerpt(text: string): string {
	// Each pattern takes what it has looked at, also where the end is missing: a hostile text keeps none busy.
	const plain = text
		.slice(0, 20_000)
		.replace(/<(style|script)\b[\s\S]*?(<\/\1>|$)/gi, ' ')
		.replace(/<[^<>]*>/g, ' ')
		.replace(/-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g, '[key]')
		.replace(/eyJ[\w-]{10,}[\w.-]*/g, '[token]')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain || '(empty)';
}
