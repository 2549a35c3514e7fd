import type { Card } from '../../card';
import type { FindingBase, Severity } from '../types';
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
	cardId: string | null;
	accountId?: string | null;
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
	/** Not looked at any more because too long ago; where an audit looks back for some days. */
	olderThanLookBack?: number;
}

/** What a comparison of findings goes by. */
export interface LastAudit {
	/** Packed findings; undefined where none are remembered. */
	findings: string | undefined;
	/** RFC 3339 in UTC. */
	at: string | undefined;
	/** Whether what a finding is about was looked at today, or would have been if it were still there. */
	isLookedAt(then: RememberedFinding): boolean;
	/** What is known of a card, and how it changed since. */
	cardOf(cardId: string): { card?: Partial<Card>; because?: string };
	/** Titles of the rules that ran today, by name. */
	rules: ReadonlyMap<string, string>;
	/** Whether also whose a finding is must be remembered, where the cards are not. */
	whole?: boolean;
	/** Whether a finding is not looked at any more because it is of long ago, and so not resolved. */
	isPast?(then: RememberedFinding): boolean;
}

/** Findings with what the last audit knew of them. */
export interface ComparedFindings<F extends FindingBase = FindingBase> {
	findings: F[];
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
export function* compareFindings<F extends FindingBase>(
	findings: readonly F[],
	last: LastAudit,
	now: number,
): Generator<void, ComparedFindings<F>> {
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
		...(last.isPast === undefined ? {} : { olderThanLookBack: 0 }),
	};
	const held = new Map<string, string>();
	const told: F[] = [];
	for (const finding of findings) {
		const then = before.get(finding.id);
		const firstFound = then?.firstFound ?? today;
		told.push(dated(finding, firstFound, isFirst ? undefined : stateOf(finding, then)));
		const { state, acceptance } = told[told.length - 1];
		if (state && acceptance?.ended !== false) changes[state] += 1;
		held.set(finding.id, packFinding(remembered(finding, firstFound, last.whole === true)));
		yield;
	}
	const resolved: Resolved[] = [];
	for (const then of before.values()) {
		yield;
		if (held.has(then.id)) continue;
		const title = last.rules.get(then.rule);
		if (title === undefined || !last.isLookedAt(then)) continue;
		if (last.isPast?.(then)) {
			changes.olderThanLookBack! += 1;
			continue;
		}
		resolved.push(resolvedOf(then, title, last));
	}
	changes.resolved = resolved.length;
	return { findings: told, resolved, changes, lines: yield* joinLines(held.values()) };
}

function stateOf(finding: FindingBase, then: RememberedFinding | undefined): FindingBase['state'] {
	if (!then) return 'new';
	const isOpen = finding.acceptance?.ended !== false;
	return then.accepted && isOpen ? 'back' : 'known';
}

/** A finding holds at least since it was first found, whatever has changed about its card meanwhile. */
function dated<F extends FindingBase>(finding: F, firstFound: number, state: F['state']): F {
	const first = new Date(firstFound).toISOString();
	// The first audit of all does not know how long it has been so.
	const known = finding.since ?? (state ? first : null);
	const since = known !== null && known > first ? first : known;
	return { ...finding, since, firstFound: first, ...(state ? { state } : {}) };
}

function resolvedOf(then: RememberedFinding, title: string, { cardOf }: LastAudit): Resolved {
	const { card, because } = then.cardId === null ? {} : cardOf(then.cardId);
	return {
		id: then.id,
		rule: then.rule,
		title,
		severity: then.severity,
		cardId: then.cardId,
		...(then.accountId === undefined ? {} : { accountId: then.accountId }),
		maskedPan: card?.maskedPan ?? null,
		name: card?.name ?? null,
		firstFound: new Date(then.firstFound).toISOString(),
		because: because ?? null,
	};
}
