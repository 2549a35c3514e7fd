import type { Card } from '../../card';
import type { Finding, Severity } from '../types';
import {
	joinLines,
	MINUTE,
	packFinding,
	remembered,
	unpackFindings,
	type RememberedFinding,
} from './findingLines';

/** A finding of the last audit that does not hold any more. */
export interface Resolved {
	id: string;
	rule: string;
	title: string;
	severity: Severity;
	cardId: string;
	maskedPan: string | null;
	name: string | null;
	/** RFC 3339 in UTC. */
	firstFound: string;
	/** How the card changed since, for people; null where it did not. */
	because: string | null;
}

/** How findings differ from those of the last audit. */
export interface FindingChanges {
	/** RFC 3339 in UTC: the audit that is compared with; null where there is none. */
	comparedWith: string | null;
	new: number;
	/** Accepted then, and not any more. */
	back: number;
	known: number;
	resolved: number;
}

/** What a comparison of findings goes by. */
export interface LastAudit {
	/** Packed findings; undefined where none are remembered. */
	findings: string | undefined;
	/** RFC 3339 in UTC. */
	at: string | undefined;
	/** Whether the card of a finding was looked at today, or would have been if it were still there. */
	isLookedAt(cardId: string): boolean;
	/** What is known of a card from then, and how it changed since. */
	cardOf(cardId: string): { card?: Partial<Card>; because?: string };
	/** Titles of the rules that ran today, by name. */
	rules: ReadonlyMap<string, string>;
}

/** Findings with what the last audit knew of them. */
export interface ComparedFindings {
	findings: Finding[];
	resolved: Resolved[];
	changes: FindingChanges;
	/** To remember: packed findings, a line each. */
	lines: string;
}

/**
 * Says of each finding whether it is new and since when it is known, and which are gone. A rule that did not run
 * today resolves nothing, nor does a card that is not looked at any more. It yields often.
 *
 * @param now Unix milliseconds of this audit
 */
export function* compareFindings(
	findings: readonly Finding[],
	last: LastAudit,
	now: number,
): Generator<void, ComparedFindings> {
	// As it is remembered, so that tomorrow says the same moment.
	const today = Math.floor(now / MINUTE) * MINUTE;
	const before = yield* unpackFindings(last.findings ?? '');
	const isFirst = last.findings === undefined;
	const changes: FindingChanges = {
		comparedWith: isFirst ? null : (last.at ?? null),
		new: 0,
		back: 0,
		known: 0,
		resolved: 0,
	};
	const held = new Map<string, string>();
	const told: Finding[] = [];
	for (const finding of findings) {
		const then = before.get(finding.id);
		const firstFound = then?.firstFound ?? today;
		told.push(dated(finding, firstFound, isFirst ? undefined : stateOf(finding, then)));
		const { state, acceptance } = told[told.length - 1];
		if (state && acceptance?.ended !== false) changes[state] += 1;
		held.set(finding.id, packFinding(remembered(finding, firstFound)));
		yield;
	}
	const resolved: Resolved[] = [];
	for (const then of before.values()) {
		yield;
		if (held.has(then.id)) continue;
		const title = last.rules.get(then.rule);
		if (title === undefined || !last.isLookedAt(then.cardId)) continue;
		resolved.push(resolvedOf(then, title, last));
	}
	changes.resolved = resolved.length;
	return { findings: told, resolved, changes, lines: yield* joinLines(held.values()) };
}

function stateOf(finding: Finding, then: RememberedFinding | undefined): Finding['state'] {
	if (!then) return 'new';
	const isOpen = finding.acceptance?.ended !== false;
	return then.accepted && isOpen ? 'back' : 'known';
}

/** A finding holds at least since it was first found, whatever has changed about its card meanwhile. */
function dated(finding: Finding, firstFound: number, state: Finding['state']): Finding {
	const first = new Date(firstFound).toISOString();
	// The first audit of all does not know how long it has been so.
	const known = finding.since ?? (state ? first : null);
	const since = known !== null && known > first ? first : known;
	return { ...finding, since, firstFound: first, ...(state ? { state } : {}) };
}

function resolvedOf(then: RememberedFinding, title: string, { cardOf }: LastAudit): Resolved {
	const { card, because } = cardOf(then.cardId);
	return {
		id: then.id,
		rule: then.rule,
		title,
		severity: then.severity,
		cardId: then.cardId,
		maskedPan: card?.maskedPan ?? null,
		name: card?.name ?? null,
		firstFound: new Date(then.firstFound).toISOString(),
		because: because ?? null,
	};
}
