/** Markup that is safe to send: made by `html`, which escapes everything that is not itself markup. */
export class Html {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

type Part = Html | string | number | boolean | null | undefined | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Control characters but for tabs and line ends are left out. */
const escape = (text: string) =>
	text.replace(/[^\P{Cc}\t\n]/gu, '').replace(/[&<>"']/g, (one) => ESCAPES[one] ?? '');

function write(part: Part): string {
	if (part instanceof Html) return part.text;
	if (Array.isArray(part)) return part.map(write).join('');
	if (part === null || part === undefined || typeof part === 'boolean') return '';
	return escape(String(part));
}

/** A template whose parts are escaped; `false`, `null` and `undefined` are left out. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
	return new Html(strings.reduce((text, next, index) => text + write(parts[index - 1]) + next));
}
