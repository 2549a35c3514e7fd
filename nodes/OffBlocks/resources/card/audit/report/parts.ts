import { html, type Html } from './Html';
import { plainLine } from '../../../../shared/plainLine';
import { STYLE } from './style';

let numbers: Intl.NumberFormat | undefined;

/** `12,345` */
export function number(value: number): string {
	// Made when a report is: it has ICU load its data, which would slow down loading the package.
	numbers ??= new Intl.NumberFormat('en');
	return numbers.format(value);
}

export function section(title: string, ...content: Html[]): Html {
	return html`<tr>
		<td class="section" style="${STYLE.section}">
			<h2 class="ink" style="${STYLE.h2}">${title}</h2>
			${content}
		</td>
	</tr>`;
}

/**
 * A bar on its track, as a table: mail clients show those all alike.
 *
 * @param share 0 to 1
 */
export function bar(share: number, colour: string): Html {
	const percent = Math.max(0, Math.min(100, Math.round(share * 100)));
	const filled =
		percent > 0
			? html`<td
					bgcolor="${colour}"
					width="${percent}%"
					style="background:${colour};height:10px;font-size:0;line-height:0"
				>
					&nbsp;
				</td>`
			: html``;
	const rest =
		percent < 100
			? html`<td
					class="track"
					bgcolor="#edf0f4"
					style="background:#edf0f4;height:10px;font-size:0;line-height:0"
				>
					&nbsp;
				</td>`
			: html``;
	return row([filled, rest], STYLE.table);
}

/** Cells beside each other over the whole width: mail clients lay out by tables alone. */
export function row(cells: Html[], style = ''): Html {
	return html`<table
		role="presentation"
		cellpadding="0"
		cellspacing="0"
		border="0"
		width="100%"
		style="${style}"
	>
		<tr>
			${cells}
		</tr>
	</table>`;
}

/** What is not torn apart on paper. */
export function kept(content: Html): Html {
	return html`<div class="keep">${content}</div>`;
}

/** A table of rows under headings: the first column words, all others numbers. */
export function table(headings: string[], rows: Html[]): Html {
	const head = headings.map((heading, at) => {
		const side = at ? 'right' : 'left';
		return html`<th class="muted line" align="${side}" style="${STYLE.head};text-align:${side}">
			${heading}
		</th>`;
	});
	return html`<table cellpadding="0" cellspacing="0" border="0" width="100%" style="${STYLE.table}">
		<thead>
			<tr>
				${head}
			</tr>
		</thead>
		<tbody>
			${rows}
		</tbody>
	</table>`;
}

export function cell(content: string | Html, more = ''): Html {
	return html`<td class="ink line" style="${STYLE.cell}${more ? `;${more}` : ''}">${content}</td>`;
}

/** A number, or an amount, at the right of its cell; a long one breaks rather than stick out. */
export function numberCell(content: string | Html): Html {
	const isShort = typeof content === 'string' && content.length < 18;
	return cell(content, `text-align:right${isShort ? ';white-space:nowrap' : ''}`);
}

/** `12,345.60` of `12345.6`: an amount as the API writes it, with places as for money where it has any. */
export function money(amount: string): string {
	const [, sign, whole, places] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
	if (whole === undefined) return amount;
	const thousands: string[] = [];
	for (let end = whole.length; end > 0; end -= 3) {
		thousands.push(whole.slice(Math.max(0, end - 3), end));
	}
	return `${sign}${thousands.reverse().join(',')}${places ? `.${places.padEnd(2, '0')}` : ''}`;
}

export function muted(text: string): Html {
	return html`<div class="muted" style="${STYLE.muted}">${text}</div>`;
}

/** Somebody else's text: on one line, and however it is written, what stands round it stays where it is. */
export function bidi(text: string): Html {
	return html`<bdi>${plainLine(text)}</bdi>`;
}

/** A matter of its own, with a colour at its left; it is not torn apart on paper. */
export function block(colour: string, content: Html): Html {
	return html`<div class="block" style="${STYLE.block};border-left:4px solid ${colour}">
		${content}
	</div>`;
}
