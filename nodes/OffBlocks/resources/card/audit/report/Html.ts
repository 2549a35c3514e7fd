import { plainLine } from '../../../../shared/plainLine';

const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Markup that is safe to put into a page: it can only be made by `html`. */
export class Html {
	readonly text: string;

	/** For `html` alone. */
	constructor(text: string) {
		this.text = text;
	}
}

type Fill = string | number | Html | readonly Html[];

/**
 * Markup with values in it. Every value is escaped unless it is markup itself, so that a card whose holder
 * is called `<script>` stays a card.
 */
export function html(strings: TemplateStringsArray, ...fills: Fill[]): Html {
	return new Html(strings.reduce((text, part, index) => text + markup(fills[index - 1]) + part));
}

function markup(fill: Fill): string {
	if (fill instanceof Html) return fill.text;
	if (typeof fill === 'object') return fill.map(({ text }) => text).join('');
	return escapeHtml(String(fill));
}

/** The text as it is sent: a mail is measured in bytes, and blanks at the beginning of a line show nowhere. */
export function compact({ text }: Html): string {
	return text.replace(/\n\s+/g, '\n');
}

/** As much of a text as takes no more than so many bytes of a page, in UTF-8 and escaped. */
export function short(given: string, bytes: number): string {
	// As it is shown: a line break within it would end nothing.
	const text = plainLine(given);
	let left = bytes;
	let end = 0;
	for (const sign of text) {
		left -= Buffer.byteLength(escapeHtml(sign));
		if (left < 0) return `${text.slice(0, end).trimEnd()}…`;
		end += sign.length;
	}
	return text;
}

/** Text for elements and quoted attributes; control characters, which no page may hold, become blanks. */
export function escapeHtml(text: string): string {
	return (
		text
			// eslint-disable-next-line no-control-regex -- these are what is meant
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, ' ')
			.replace(/[&<>"']/g, (sign) => ESCAPES[sign])
	);
}
