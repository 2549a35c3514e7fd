/** Text or a number as trimmed text; '' for anything else. */
export function plainText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** A number, or text that holds one; NaN for anything else: `Number()` makes one of a list, and throws on some objects. */
export function plainNumber(value: unknown): number {
	const text = plainText(value);
	return text === '' ? NaN : Number(text);
}

/** A test for values that have this text in them, in any case. */
export function containing(part: string): (value: unknown) => boolean {
	const wanted = part.toLowerCase();
	return (value) => plainText(value).toLowerCase().includes(wanted);
}
