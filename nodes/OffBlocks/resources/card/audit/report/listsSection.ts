import type { Calendar } from '../../../../shared/Calendar';
import type { CardChange } from '../../changes/CardChange';
import type { ChangeSummary } from '../../changes/changeSummary';
import { count } from '../cardFacts';
import type { Resolved } from '../life/compareFindings';
import { SEVERITIES, type FindingBase } from '../types';
import { acceptedBlock, ruleBlock, more, resolvedBlock, whose } from './findingParts';
import { html, short, type Html } from './Html';
import { bidi, block, muted, number } from './parts';
import { BAR_COLOUR, STATUS_COLOUR, STYLE } from './style';
import { minuteWords } from './words';

/** Nobody reads more than these in a mail, and with texts as long as can be they fit into one. */
const MAX_FINDINGS = 28;
const MAX_OTHERS = 6;
/** Of each severity so many, however many worse ones there are. */
const MIN_PER_SEVERITY = 3;

/** What of some findings is shown. */
export interface Share {
	shown: FindingBase[];
	all: readonly FindingBase[];
}

/**
 * Divides the places of the page: the new findings come first, and of each severity some.
 *
 * @param groups findings, the worst first; the first group has the first choice
 */
export function shares(groups: ReadonlyArray<readonly FindingBase[]>): Share[] {
	const parts = groups.map((findings) =>
		SEVERITIES.map((severity) => findings.filter((finding) => finding.severity === severity)),
	);
	const reserved = parts.map((part) =>
		part.map((found) => Math.min(found.length, MIN_PER_SEVERITY)),
	);
	let free = reserved.flat().reduce((rest, taken) => rest - taken, MAX_FINDINGS);
	return parts.map((part, group) => {
		const shown = part.flatMap((found, severity) => {
			const places = reserved[group][severity];
			const extra = Math.max(0, Math.min(free, found.length - places));
			free -= extra;
			return found.slice(0, places + extra);
		});
		return { shown, all: groups[group] };
	});
}

/** Findings by rule, worst first. */
export function findingsList(findings: readonly FindingBase[], calendar: Calendar): Html[] {
	return shareList(shares([findings])[0], calendar);
}

/** The same for a share of the page. */
export function shareList({ shown, all }: Share, calendar: Calendar): Html[] {
	const rules = new Map<string, FindingBase[]>();
	for (const finding of shown) {
		const rule = rules.get(finding.rule);
		if (rule) rule.push(finding);
		else rules.set(finding.rule, [finding]);
	}
	const counts = new Map<string, number>();
	for (const { rule } of all) counts.set(rule, (counts.get(rule) ?? 0) + 1);
	const blocks = [...rules].map(([rule, findings]) =>
		ruleBlock(findings, counts.get(rule) ?? 0, calendar),
	);
	return [...blocks, more(all.length, shown.length)];
}

export function acceptedList(findings: readonly FindingBase[], calendar: Calendar): Html[] {
	const shown = findings.slice(0, MAX_OTHERS);
	return [
		...shown.map((finding) => acceptedBlock(finding, calendar)),
		more(findings.length, shown.length),
	];
}

export function resolvedList(resolved: readonly Resolved[], calendar: Calendar): Html[] {
	const shown = resolved.slice(0, MAX_OTHERS);
	return [
		...shown.map((one) => resolvedBlock(one, STATUS_COLOUR.active, calendar)),
		more(resolved.length, shown.length),
	];
}

/** How the cards differ from those of the last audit. */
export function changesList(
	summary: ChangeSummary,
	changes: readonly CardChange[],
	calendar: Calendar,
): Html[] {
	if (summary.comparedWith === null) {
		return [muted('First audit. Changes will be shown from the next one on.')];
	}
	const since = minuteWords(calendar, summary.comparedWith);
	const counts = `${count(summary.changes, 'card')} changed since ${since}: ${number(summary.new)} added, ${number(summary.changed)} changed, ${number(summary.gone)} removed.`;
	const shown = changes.slice(0, MAX_OTHERS);
	const blocks = shown.map((change) =>
		block(
			BAR_COLOUR,
			html`<div class="ink" style="${STYLE.text}">${bidi(short(change.message, 220))}</div>
				${whose(change, change.card.name)}
				<div class="muted" style="${STYLE.id}">Card ${bidi(short(change.cardId, 50))}</div>`,
		),
	);
	return [muted(counts), ...blocks, more(changes.length, shown.length)];
}
