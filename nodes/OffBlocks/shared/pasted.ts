/** What is copied along unseen: zero-width blanks, byte order marks, soft hyphens, direction marks. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

const QUOTED = /^(["'`\u2018\u201c\u00ab])(.*)["'`\u2019\u201d\u00bb]$/s;

/** A value that nothing was put round: keys, tokens, addresses. One look instead of five, for each request. */
const PLAIN = /^[\w.~+/=:-]*$/;

/**
 * A value of the credential as it was meant: without what pasting puts round it (blanks, quotes, `Bearer `,
 * zero-width characters). Nothing that OffBlocks hands out begins or ends with one of those.
 */
export function pasted(value: unknown): string {
	if (typeof value !== 'string') return '';
	if (PLAIN.test(value)) return value;
	let text = value.replace(INVISIBLE, '').trim();
	for (let before = ''; before !== text;) {
		before = text;
		text = text
			.replace(/^Bearer\s+/i, '')
			.replace(QUOTED, '$2')
			.trim();
	}
	return text;
}
