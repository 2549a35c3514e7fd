import type { Calendar } from '../../../../shared/Calendar';
import type { CardChange } from '../../changes/CardChange';
import type { ChangeSummary } from '../../changes/changeSummary';
import { count } from '../cardFacts';
import { SEVERITIES, type Finding } from '../types';
import { bytesOf, html, short, type Html } from './Html';
import { cell, muted, number, pan, table } from './parts';
import { SEVERITY_COLOUR, STYLE } from './style';

/** Nobody reads more rows than these in a mail. */
const MAX_FINDINGS = 60;
const MAX_CHANGES = 20;
/** Of each severity so many, however many worse ones there are. */
const MIN_PER_SEVERITY = 5;

/** What texts take at most, in bytes of the page; and a row with all of them as long. */
const NAME = 120;
const TITLE = 120;
const MESSAGE = 260;
const ID = 60;
const ROW = 1600;

/**
 * The findings under a heading for each severity, worst first.
 *
 * @param bytes what they may take of the page
 */
export function findingsList(findings: Finding[], calendar: Calendar, bytes: number): Html[] {
	const groups = SEVERITIES.map((severity) => {
		const found = findings.filter((finding) => finding.severity === severity);
		return { severity, found, reserved: Math.min(found.length, MIN_PER_SEVERITY) * ROW };
	});
	let count = MAX_FINDINGS;
	// What the first ones of each severity may need is kept free for them.
	let room = groups.reduce((rest, { reserved }) => rest - reserved, bytes);
	return groups.flatMap(({ severity, found, reserved }) => {
		if (!found.length) return [];
		room += reserved;
		const rows: Html[] = [];
		for (const finding of found) {
			const row = findingRow(finding, calendar);
			const fits = rows.length < count && bytesOf(row) <= room;
			if (!fits && rows.length >= MIN_PER_SEVERITY) break;
			rows.push(row);
			room -= bytesOf(row);
		}
		count -= rows.length;
		const colour = SEVERITY_COLOUR[severity];
		return [
			html`<div style="margin:14px 0 4px 0">
				<span
					style="display:inline-block;padding:2px 10px;border-radius:10px;background:${colour};color:#ffffff;font-size:12px;font-weight:600"
					>${severity} · ${number(found.length)}</span
				>
			</div>`,
			table(['Card', 'What', 'Since'], rows),
			left(found.length, rows.length),
		];
	});
}

function findingRow(
	{ card, maskedPan, title, message, since, cardId }: Finding,
	calendar: Calendar,
) {
	const day = since ? calendar.day(Date.parse(since)) : 'not known';
	return html`<tr>
		${whichCard(maskedPan, card.name, cardId)}${cell(
			html`<strong>${short(title, TITLE)}</strong><br />${short(message, MESSAGE)}`,
		)}${cell(day, 'white-space:nowrap')}
	</tr>`;
}

function whichCard(maskedPan: string | null, name: string | undefined, cardId: string): Html {
	const holder = name ? html` · ${short(name, NAME)}` : html``;
	const id = short(cardId, ID);
	return cell(
		html`${pan(maskedPan && short(maskedPan, ID))}${holder}<br /><span
				class="muted"
				style="${STYLE.id}"
				>${id}</span
			>`,
		'width:42%',
	);
}

/**
 * What differs from the last audit.
 *
 * @param bytes what it may take of the page
 */
export function changesList(
	summary: ChangeSummary,
	changes: CardChange[],
	calendar: Calendar,
	bytes: number,
): Html[] {
	if (summary.comparedWith === null) {
		return [muted('First audit: the next one says what has changed since this one.')];
	}
	const since = calendar.minute(Date.parse(summary.comparedWith));
	const counts = `${count(summary.changes, 'change')} since ${since}: ${number(summary.new)} new, ${number(summary.changed)} changed, ${number(summary.gone)} gone.`;
	if (!changes.length) return [muted(counts)];
	const rows: Html[] = [];
	let room = bytes;
	for (const { card, maskedPan, message, cardId } of changes.slice(0, MAX_CHANGES)) {
		const row = html`<tr>
			${whichCard(maskedPan, card.name, cardId)}${cell(short(message, MESSAGE))}
		</tr>`;
		room -= bytesOf(row);
		if (room < 0) break;
		rows.push(row);
	}
	return [muted(counts), table(['Card', 'Change'], rows), left(changes.length, rows.length)];
}

function left(all: number, shown: number): Html {
	if (all <= shown) return html``;
	return html`<div class="muted" style="${STYLE.muted};padding:8px">
		and ${number(all - shown)} more
	</div>`;
}
