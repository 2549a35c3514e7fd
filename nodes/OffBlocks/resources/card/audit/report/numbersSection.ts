import type { Summary } from '../summary';
import { SEVERITIES } from '../types';
import { html, type Html } from './Html';
import { bar, kept, number, row } from './parts';
import { monthWords, percent, statusWords } from './words';
import { BAR_COLOUR, OTHER_COLOUR, SEVERITY_COLOUR, STATUS_COLOUR, STYLE } from './style';

/** The headline numbers: cards, and findings by severity. */
export function headlines({ cards, bySeverity }: Pick<Summary, 'cards' | 'bySeverity'>): Html {
	return tilesOf('cards', cards, bySeverity);
}

/** @param label what was looked at, "payments" */
export function tilesOf(label: string, count: number, bySeverity: Summary['bySeverity']): Html {
	const tiles: Array<[string, number, string]> = [
		[label, count, BAR_COLOUR],
		...SEVERITIES.map((name): [string, number, string] => [
			name,
			bySeverity[name],
			SEVERITY_COLOUR[name],
		]),
	];
	const cells = tiles.map(
		([label, value, colour], index) =>
			html`<td width="20%" style="padding:0 ${index < tiles.length - 1 ? 8 : 0}px 0 0">
				<div class="tile" style="${STYLE.tile};border-top:4px solid ${colour}">
					<div class="ink number" style="${STYLE.number}">${number(value)}</div>
					<div class="muted" style="${STYLE.muted}">${label}</div>
				</div>
			</td>`,
	);
	return kept(row(cells, 'margin-bottom:10px'));
}

/** How many cards are in which status: one bar for all, and a line for each. */
export function statuses({ cards, byStatus }: Summary): Html {
	const present = Object.entries(byStatus).filter(([, count]) => count > 0);
	if (!present.length) return html`<div class="muted" style="${STYLE.muted}">No cards.</div>`;
	const colourOf = (status: string) =>
		Object.hasOwn(STATUS_COLOUR, status) ? STATUS_COLOUR[status] : OTHER_COLOUR;
	const most = Math.max(...present.map(([, count]) => count));
	const parts = present.map(([status, count]) => {
		// A sliver of less than a percent would not be seen. The largest part takes what is left: where the
		// widths came to more than 100 %, browsers left nothing for the last part.
		const percent = Math.max(1, Math.round((count / cards) * 100));
		return html`<td
			bgcolor="${colourOf(status)}"
			width="${count === most ? 'auto' : `${percent}%`}"
			title="${statusWords(status)}: ${number(count)}"
			style="background:${colourOf(status)};height:18px;font-size:0;line-height:0"
		>
			&nbsp;
		</td>`;
	});
	const legend = present.map(
		([status, count]) =>
			html`<tr>
				<td width="14" style="padding:2px 0">
					<div
						style="width:10px;height:10px;background:${colourOf(status)};font-size:0;line-height:0"
					>
						&nbsp;
					</div>
				</td>
				<td class="ink" style="${STYLE.label};color:#1b2430">${statusWords(status)}</td>
				<td class="muted" style="${STYLE.count};color:#5b6775">${number(count)}</td>
				<td class="muted" style="${STYLE.count};color:#5b6775;width:60px">
					${percent(count / cards)}
				</td>
			</tr>`,
	);
	return html`<div class="keep">
		${row(parts, STYLE.table)}
		<table cellpadding="0" cellspacing="0" border="0" style="margin-top:8px">
			${legend}
		</table>
	</div>`;
}

/** How many cards end in each of the next 24 months, in two columns of twelve. */
export function expiries({ expiryMonths, expired }: Summary): Html {
	const most = Math.max(1, ...expiryMonths.map(({ cards }) => cards));
	const line = ({ month, cards }: Summary['expiryMonths'][number]) =>
		html`<tr>
			<td class="muted" style="${STYLE.label}" width="64">${monthWords(month)}</td>
			<td>${bar(cards / most, BAR_COLOUR)}</td>
			<td class="ink" style="${STYLE.count}" width="48">${number(cards)}</td>
		</tr>`;
	const column = (from: number, padding: string) =>
		html`<td class="half" width="50%" valign="top" style="${padding}">
			<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%">
				${expiryMonths.slice(from, from + 12).map(line)}
			</table>
		</td>`;
	const past = expired
		? html`<div class="muted" style="${STYLE.muted};margin-top:6px">
				${number(expired)} more ${expired === 1 ? 'card has' : 'cards have'} expired but not been
				terminated.
			</div>`
		: html``;
	const columns = [column(0, 'padding-right:14px'), column(12, 'padding-left:14px')];
	return html`<div class="keep">${row(columns)} ${past}</div>`;
}
