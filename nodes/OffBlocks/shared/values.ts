/** Text or a number as trimmed text; '' for anything else. */
export function plainText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** A number, or text that holds one; NaN for anything else: `Number()` makes one of a list, and throws on some objects. */
export function plainNumber(value: unknown): number {
	const text = plainText(value);
	return text === '' ? NaN : Number(text);
}

/** Characters without width that come along when text is copied. */
const NO_WIDTH = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const WRAPPED = /^(?:"([^"]*)"|'([^']*)'|\{([^{}]*)\}|<([^<>]*)>|`([^`]*)`)$/;

/** A pasted value without what is round it: quotes, braces, characters without width. */
export function unwrapped(text: string): string {
	const bare = text.replace(NO_WIDTH, '').trim();
	return (
		WRAPPED.exec(bare)
			?.slice(1)
			.find((inner) => inner !== undefined) ?? bare
	).trim();
}

/** Text for comparing, however it is written: in lower case, letters with accents in one form, no-break spaces as spaces. */
export function comparable(text: string): string {
	return text
		.toLowerCase()
		.normalize('NFC')
		.replace(/[\u00a0\u2007\u202f]/g, ' ');
}

/** A test for values that have this text in them, in any case and spelling. */
export function containing(part: string): (value: unknown) => boolean {
	const wanted = comparable(part);
	return (value) => comparable(plainText(value)).includes(wanted);
}
