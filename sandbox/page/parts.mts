import { html, type Html } from './html.mts';

/** What a view is given to draw with. */
export interface View {
	/** The token that every form carries. */
	token: string;
	/** Path of the page that is drawn, to come back to after a button. */
	path: string;
}

/** Statuses by how they should look; the word is always there, too. */
const TONES: ReadonlyArray<readonly [RegExp, string]> = [
	[/^(active|captured|processed|delivered|verified|2\d\d)$/, 'good'],
	[
		/^(suspended|blocked|terminated|issue_failed|failed|rejected|dropped|closed|reversed|refused|[45]\d\d|cut)$/,
		'bad',
	],
	[
		/^(issuing|pending|initiating|screening|verifying|capturing|releasing|processing|reversing)$/,
		'busy',
	],
];

export function badge(status: string | number): Html {
	const text = String(status);
	const tone = TONES.find(([pattern]) => pattern.test(text))?.[1] ?? 'plain';
	return html`<span class="badge ${tone}">${text.replaceAll('_', ' ')}</span>`;
}

/** `2026-11-25 19:08:16` with the whole stamp for who needs it. @param at ISO 8601 or Unix milliseconds */
export function moment(at: string | number): Html {
	const stamp = typeof at === 'number' ? new Date(at).toISOString() : at;
	return html`<time datetime="${stamp}" title="${stamp}"
		>${stamp.slice(0, 19).replace('T', ' ')}</time
	>`;
}

/** The first characters of an id, the whole one for a pointer and for assistive technology. */
export const shortId = (id: string): Html =>
	html`<code title="${id}" aria-label="${id}">${id.slice(0, 4)}…${id.slice(-4)}</code>`;

/**
 * A form of one button that does something.
 * @param of what it is done to, for a screen reader in a list of many
 * @param ask a question before what cannot be undone
 */
export function button(
	view: View,
	action: string,
	text: string,
	fields: Record<string, string | number> = {},
	{ of, ask }: { of?: string; ask?: string } = {},
): Html {
	return html`<form
		method="post"
		action="/page/do/${action}"
		class="inline"
		${ask !== undefined && html`data-ask="${ask}"`}
	>
		${hidden(view, fields)}<button ${of !== undefined && html`aria-label="${text} ${of}"`}>
			${text}
		</button>
	</form>`;
}

/** What every form carries. */
export function hidden({ token, path }: View, fields: Record<string, string | number> = {}): Html {
	return html`<input type="hidden" name="token" value="${token}" /><input
			type="hidden"
			name="back"
			value="${path}"
		/>${Object.entries(fields).map(
			([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
		)}`;
}

interface FieldOptions {
	value?: string;
	type?: string;
	pattern?: string;
	required?: boolean;
	size?: number;
	placeholder?: string;
}

export function field(name: string, label: string, options: FieldOptions = {}): Html {
	const { value = '', type = 'text', pattern, required = true, size = 12, placeholder } = options;
	return html`<label
		>${label}
		<input
			name="${name}"
			type="${type}"
			value="${value}"
			size="${size}"
			${pattern === undefined ? '' : html`pattern="${pattern}"`}
			${placeholder === undefined ? '' : html`placeholder="${placeholder}"`}
			${required && html`required`}
			autocomplete="off"
	/></label>`;
}

export function select(
	name: string,
	label: string,
	options: ReadonlyArray<readonly [value: string, text: string]>,
): Html {
	return html`<label
		>${label}
		<select name="${name}">
			${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
		</select></label
	>`;
}

/** A table that scrolls by itself where the window is narrow. */
export function table(caption: string, heads: readonly string[], rows: readonly Html[]): Html {
	if (rows.length === 0) return html`<p class="empty">${caption}: none yet.</p>`;
	return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
		<table>
			<caption>
				${caption}
			</caption>
			<thead>
				<tr>
					${heads.map((head) => html`<th scope="col">${head}</th>`)}
				</tr>
			</thead>
			<tbody>
				${rows}
			</tbody>
		</table>
	</div>`;
}

/** Facts of one thing. */
export const facts = (
	list: ReadonlyArray<readonly [string, Html | string | number | undefined]>,
): Html =>
	html`<dl>
		${list
			.filter(([, value]) => value !== undefined)
			.map(
				([name, value]) =>
					html`<div>
						<dt>${name}</dt>
						<dd>${value}</dd>
					</div>`,
			)}
	</dl>`;

export const json = (value: unknown): Html =>
	html`<pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`;
