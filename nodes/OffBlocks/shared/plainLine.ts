/**
 * What makes a text look like another one or like several: line breaks and other control characters, marks that
 * turn the direction of writing, characters without width, tags that no screen shows.
 */
const UNSEEN =
	/(?![\u200c\u200d])\p{Cf}|\p{Cc}|(?!\ufe0f)\p{Variation_Selector}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0|\u2028|\u2029/gu;
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

/** The same with its line breaks. */
export function visible(text: string): string {
	if (HARMLESS.test(text)) return text;
	return text.replace(UNSEEN, (unseen) => (/[\r\n\t]/.test(unseen) ? unseen : '\ufffd'));
}
