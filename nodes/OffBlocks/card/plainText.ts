/** Text or a number as trimmed text; '' for anything else. */
export function plainText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
