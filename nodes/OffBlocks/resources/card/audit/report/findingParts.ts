import type { Calendar } from '../../../../shared/Calendar';
import type { Resolved } from '../life/compareFindings';
import type { FindingBase } from '../types';
import { html, short, type Html } from './Html';
import { bidi, block, number } from './parts';
import { SEVERITY_COLOUR, STYLE } from './style';
import { dayWords, severityWords, untilWords } from './words';

/** What texts take at most, in bytes of the page: with all of them as long, a finding takes 1,900. */
const LENGTH = { name: 100, title: 100, message: 220, id: 50, reason: 150, by: 60 };

/** The findings of one rule: what to do once, then each card. */
export function ruleBlock(findings: readonly FindingBase[], all: number, calendar: Calendar): Html {
	const [{ severity, title, nextStep }] = findings;
	const colour = SEVERITY_COLOUR[severity];
	const many = all > 1 ? ` (${number(all)})` : '';
	const next = nextStep
		? html`<div class="ink" style="${STYLE.next}">Next: ${short(nextStep, LENGTH.message)}</div>`
		: html``;
	const [first, ...others] = findings.map((finding) => findingEntry(finding, calendar));
	return block(
		colour,
		html`<div class="keep">
				${heading(severityWords(severity), title, colour, many)}${next}${first}
			</div>
			${others}`,
	);
}

function findingEntry(finding: FindingBase, calendar: Calendar): Html {
	const { title, message, since, acceptance } = finding;
	const ended = acceptance?.ended
		? line(
				html`Accepted until ${untilWords(calendar, acceptance.until ?? '')} by
				${bidi(short(acceptance.by, LENGTH.by))}: ${bidi(short(acceptance.reason, LENGTH.reason))}`,
			)
		: html``;
	// Rules of the user's own have nothing to say but their name.
	const words =
		message === title
			? html``
			: html`<div class="ink" style="${STYLE.text}">${bidi(short(message, LENGTH.message))}</div>`;
	return html`<div class="keep" style="${STYLE.entry}">
		${whose(finding, finding.card ? finding.card.name : null)}${words}${ended}
		${ids(finding, since ? `Since ${dayWords(calendar, since)}` : 'Since: not known')}
	</div>`;
}

/** One finding that somebody has accepted. */
export function acceptedBlock(finding: FindingBase, calendar: Calendar): Html {
	const { severity, title, acceptance } = finding;
	const { until, reason, by } = acceptance!;
	const end = until ? `Until ${untilWords(calendar, until)}` : 'No end date';
	return block(
		SEVERITY_COLOUR[severity],
		html`${heading(severityWords(severity), title, SEVERITY_COLOUR[severity])}
			${whose(finding, finding.card ? finding.card.name : null)}
			<div class="ink" style="${STYLE.text}">
				${bidi(short(reason, LENGTH.reason))} (${bidi(short(by, LENGTH.by))})
			</div>
			${ids(finding, end)}`,
	);
}

/** One finding that does not hold any more. */
export function resolvedBlock(resolved: Resolved, colour: string, calendar: Calendar): Html {
	const { title, because, firstFound, cardId } = resolved;
	const why = because
		? html`<div class="ink" style="${STYLE.text}">${bidi(short(because, LENGTH.message))}</div>`
		: html``;
	return block(
		colour,
		html`${heading('Resolved', title, colour)}${whose(
			resolved,
			cardId === null ? null : (resolved.name ?? undefined),
		)}${why}
		${ids(resolved, `First found ${dayWords(calendar, firstFound)}`)}`,
	);
}

function heading(badge: string, title: string, colour: string, many = ''): Html {
	return html`<div class="ink" style="${STYLE.title}">
		<span style="${STYLE.badge};background:${colour}">${badge}</span> ${bidi(
			short(title, LENGTH.title),
		)}${many}
	</div>`;
}

interface Card {
	maskedPan: string | null;
	externalId?: string;
}

/**
 * The holder, the card's number and the customer's id elsewhere.
 *
 * @param name undefined where the card has none, null where there is no card to ask
 */
export function whose({ maskedPan, externalId }: Card, name: string | null | undefined): Html {
	const holder = name ? bidi(short(name, LENGTH.name)) : html`No name yet`;
	const digits = maskedPan ? short(maskedPan, LENGTH.id) : 'no number yet';
	const parts = [
		...(name === null ? [] : [holder]),
		...(name === null && !maskedPan
			? []
			: [html`<span style="${STYLE.pan}">${bidi(digits)}</span>`]),
		...(externalId ? [html`Customer ${bidi(short(externalId, LENGTH.id))}`] : []),
	];
	if (!parts.length) return html``;
	return html`<div class="ink" style="${STYLE.whose}">${joined(parts)}</div>`;
}

function ids(
	{ cardId, accountId }: { cardId: string | null; accountId?: string | null },
	first: string,
): Html {
	const card = cardId ? html` · Card ${bidi(short(cardId, LENGTH.id))}` : html``;
	const account = accountId ? html` · Account ${bidi(short(accountId, LENGTH.id))}` : html``;
	return line(html`${first}${card}${account}`);
}

function line(content: Html): Html {
	return html`<div class="muted" style="${STYLE.id}">${content}</div>`;
}

function joined(parts: Html[]): Html {
	return html`${parts.map((part, at) => (at ? html` · ${part}` : part))}`;
}

/** How many more there are than are shown. */
export function more(all: number, shown: number): Html {
	if (all <= shown) return html``;
	return html`<div class="muted" style="${STYLE.muted};padding:4px 0 8px 0">
		and ${number(all - shown)} more
	</div>`;
}
