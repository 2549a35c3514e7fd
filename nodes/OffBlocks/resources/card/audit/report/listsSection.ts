import type { Calendar } from '../../../../shared/Calendar';
import type { CardChange } from '../../changes/CardChange';
import type { ChangeSummary } from '../../changes/changeSummary';
import { count } from '../cardFacts';
import { SEVERITIES, type FindingBase } from '../types';
import { html, short, type Html } from './Html';
import { cell, muted, number, pan, table } from './parts';
import { SEVERITY_COLOUR, STYLE } from './style';

/** Nobody reads more rows than these in a mail, and with texts as long as can be they fit into one. */
const MAX_FINDINGS = 40;
const MAX_CHANGES = 10;
/** Of each severity so many, however many worse ones there are. */
const MIN_PER_SEVERITY = 5;

/** What texts take at most, in bytes of the page: with all of them as long, a row takes 1,600. */
const NAME = 120;
const TITLE = 120;
const MESSAGE = 260;
const ID = 60;

/** The findings under a heading for each severity, worst first. */
export function findingsList(findings: readonly FindingBase[], calendar: Calendar): Html[] {
	const groups = SEVERITIES.map((severity) => {
		const found = findings.filter((finding) => finding.severity === severity);
		return { severity, found, reserved: Math.min(found.length, MIN_PER_SEVERITY) };
	});
	// The first ones of each severity have their places.
	let free = groups.reduce((rest, { reserved }) => rest - reserved, MAX_FINDINGS);
	return groups.flatMap(({ severity, found, reserved }) => {
		if (!found.length) return [];
		const rows = found.slice(0, reserved + free).map((finding) => findingRow(finding, calendar));
		free -= rows.length - reserved;
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
	{ card, maskedPan, title, message, since, cardId, accountId }: FindingBase,
	calendar: Calendar,
) {
	const day = since ? calendar.day(Date.parse(since)) : 'not known';
	return html`<tr>
		${whichCard(maskedPan, card?.name, cardId, accountId)}${cell(
			html`<strong>${short(title, TITLE)}</strong><br />${short(message, MESSAGE)}`,
		)}${cell(day, 'white-space:nowrap')}
	</tr>`;
}

/** @param accountId what stands for the card where there is none */
function whichCard(
	maskedPan: string | null,
	name: string | undefined,
	cardId: string | null,
	accountId: string | null = null,
): Html {
	const holder = name ? html` · ${short(name, NAME)}` : html``;
	const id = short(cardId ?? accountId ?? '', ID);
	if (cardId === null) return cell(html`no card<br />${muted(id)}`, 'width:42%');
	return cell(
		html`${pan(maskedPan && short(maskedPan, ID))}${holder}<br /><span
				class="muted"
				style="${STYLE.id}"
				>${id}</span
			>`,
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
				${whichCard(maskedPan, card.name, cardId)}${cell(short(message, MESSAGE))}
			</tr>`,
	);
	return [muted(counts), table(['Card', 'Change'], rows), left(changes.length, rows.length)];
}

function left(all: number, shown: number): Html {
	if (all <= shown) return html``;
	return html`<div class="muted" style="${STYLE.muted};padding:8px">
		and ${number(all - shown)} more
	</div>`;
}
