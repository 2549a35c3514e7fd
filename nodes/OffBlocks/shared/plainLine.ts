/**
 * What makes a text look like another one or like several: line breaks and other control characters, marks that
 * turn the direction of writing, characters without width, tags that no screen shows.
 */
const UNSEEN =
	/[\p{Cc}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e01ef}]/gu;
const LINE_BREAK = /[\r\n\t\u0085\u2028\u2029]+/g;
/** Nearly all texts: one test instead of two replacements. */
const HARMLESS = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u034e]*$/;

/**
 * A text of somebody else's as one line that shows all that is in it: line breaks become blanks, what cannot be
 * seen becomes U+FFFD. Joiners stay, which emoji and Indic scripts need.
 */
export function plainLine(text: string): string {
	if (HARMLESS.test(text)) return text;
	return text.replace(LINE_BREAK, ' ').replace(UNSEEN, '\ufffd');
}
