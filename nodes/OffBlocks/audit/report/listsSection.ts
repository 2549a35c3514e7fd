import type { Calendar } from '../Calendar';
import type { CardChange } from '../changes/CardChange';
import type { ChangeSummary } from '../changes/changeSummary';
import { count } from '../cardFacts';
import { SEVERITIES, type Finding } from '../types';
import { html, type Html } from './Html';
import { cell, muted, number, pan, table } from './parts';
import { SEVERITY_COLOUR, STYLE } from './style';

/** What a report lists at most: Gmail cuts a mail off at 102 kB, and a row is about 0.8 kB. */
const MAX_FINDINGS = 60;
/** Of each severity so many, however many worse ones there are. */
const MIN_PER_SEVERITY = 5;
const MAX_CHANGES = 20;

/** The findings under a heading for each severity, worst first. */
export function findingsList(findings: Finding[], calendar: Calendar): Html[] {
	let room = MAX_FINDINGS;
	return SEVERITIES.flatMap((severity) => {
		const found = findings.filter((finding) => finding.severity === severity);
		if (!found.length) return [];
		const most = Math.max(MIN_PER_SEVERITY, room);
		room -= found.length;
		const colour = SEVERITY_COLOUR[severity];
		const rows = found.slice(0, most).map((finding) => findingRow(finding, calendar));
		return [
			html`<div style="margin:14px 0 4px 0">
				<span
					style="display:inline-block;padding:2px 10px;border-radius:10px;background:${colour};color:#ffffff;font-size:12px;font-weight:600"
					>${severity} · ${number(found.length)}</span
				>
			</div>`,
			table(['Card', 'What', 'Since'], rows),
			left(found.length, most),
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
			html`<strong>${title}</strong><br />${message}`,
		)}${cell(day, 'white-space:nowrap')}
	</tr>`;
}

function whichCard(maskedPan: string | null, name: string | undefined, cardId: string): Html {
	const holder = name ? html` · ${name}` : html``;
	return cell(
		html`${pan(maskedPan)}${holder}<br /><span class="muted" style="${STYLE.id}">${cardId}</span>`,
		'width:42%',
	);
}

/** What differs from the last audit. */
export function changesList(
	summary: ChangeSummary,
	changes: CardChange[],
	calendar: Calendar,
): Html[] {
	if (summary.comparedWith === null) {
		return [muted('First audit: the next one says what has changed since this one.')];
	}
	const since = calendar.minute(Date.parse(summary.comparedWith));
	const counts = `${count(summary.changes, 'change')} since ${since}: ${number(summary.new)} new, ${number(summary.changed)} changed, ${number(summary.gone)} gone.`;
	if (!changes.length) return [muted(counts)];
	const rows = changes.slice(0, MAX_CHANGES).map(
		({ card, maskedPan, message, cardId }) =>
			html`<tr>
				${whichCard(maskedPan, card.name, cardId)}${cell(message)}
			</tr>`,
	);
	return [muted(counts), table(['Card', 'Change'], rows), left(changes.length, MAX_CHANGES)];
}

function left(all: number, shown: number): Html {
	if (all <= shown) return html``;
	return html`<div class="muted" style="${STYLE.muted};padding:8px">
		and ${number(all - shown)} more
	</div>`;
}
