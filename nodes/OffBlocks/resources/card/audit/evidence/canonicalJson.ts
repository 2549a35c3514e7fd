/**
 * JSON as RFC 8785 wants it: no blanks, fields in the order of their UTF-16 code units. Numbers and texts are
 * written by JavaScript, as the RFC says.
 *
 * @param value what `JSON.parse` gives
 */
export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const fields = value as Record<string, unknown>;
	const parts = Object.keys(fields)
		.filter((name) => fields[name] !== undefined)
		.sort()
		.map((name) => `${JSON.stringify(name)}:${canonicalJson(fields[name])}`);
	return `{${parts.join(',')}}`;
}
