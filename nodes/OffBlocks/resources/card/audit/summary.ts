import type { ChangeSummary } from '../changes/changeSummary';
import type { Calendar } from '../../../shared/Calendar';
import type { ActivitySummary } from './Activity';
import type { Counts, MonthCount } from './Counts';
import { evidenceRules, type Evidence, type Origin } from './evidence/Evidence';
import type { ComparedFindings, FindingChanges, Resolved } from './life/compareFindings';
import { numbersBefore, type DayNumbers } from './life/history';
import {
	SEVERITIES,
	type ActiveRule,
	type Finding,
	type FindingBase,
	type RuleBase,
	type Scene,
	type Severity,
} from './types';

/** Findings in numbers, whatever they are about. */
export interface FindingCounts {
	findings: number;
	/** Cards that at least one finding names. */
	cardsWithFindings: number;
	worstSeverity: Severity | null;
	bySeverity: Record<Severity, number>;
	/** Every rule that ran, by its name. */
	byRule: Record<string, number>;
}

/** An audit in numbers. Everything is there when nothing was found, too: as zeros. */
export interface Summary extends FindingCounts {
	/** RFC 3339 in UTC. */
	auditedAt: string;
	timezone: string;
	cards: number;
	byStatus: Record<string, number>;
	byType: Record<string, number>;
	byNetwork: Record<string, number>;
	/** Issued cards past their expiry that have not ended. */
	expired: number;
	/** This month and the 23 after it. */
	expiryMonths: MonthCount[];
	/** What happened lately. */
	activity: ActivitySummary;
	/** Findings that somebody has accepted, which are not among the others. */
	accepted: number;
	/** The first 100 of them, worst first. */
	acceptedFindings: AcceptedFinding[];
	/** How many findings the list of accepted ones names, and how many of those were not found. */
	acceptedList?: { listed: number; notFound: number };
	/** Against the last audit, where that was asked for. */
	changes?: ChangeSummary;
	findingChanges?: FindingChanges;
	/** The first 100 findings that are gone since the last audit. */
	resolvedFindings?: Resolved[];
	/** The numbers of a week and of a month ago, where an audit that compares ran then. */
	earlier?: { week: DayNumbers | null; month: DayNumbers | null };
	/** Where, how and over what this audit ran. */
	evidence?: Evidence;
}

/** What the summary tells of a finding that was accepted. */
export type AcceptedFinding = Pick<
	Finding,
	'id' | 'rule' | 'title' | 'severity' | 'cardId' | 'accountId' | 'maskedPan' | 'message'
> & { name: string | null; until: string | null; reason: string; by: string };

/** What is known of findings besides that they hold. */
export interface FindingLife {
	/** Worst first. */
	accepted: readonly Finding[];
	acceptedList?: Summary['acceptedList'];
	compared?: ComparedFindings;
	/** Packed numbers of earlier days. */
	history?: string;
	origin: Origin;
	inputHash: string;
}

/** Longer lists are for the CSV. */
const MAX_LISTED = 100;

export function summarise(
	counts: Counts,
	findings: FindingBase[],
	rules: ActiveRule[],
	{ now, calendar }: Scene,
	changes?: ChangeSummary,
	life?: FindingLife,
): Summary {
	const auditedAt = new Date(now).toISOString();
	const accepted = life?.accepted ?? [];
	return {
		auditedAt,
		timezone: calendar.zone,
		cards: counts.cards,
		...countFindings(findings, rules),
		byStatus: { ...counts.byStatus },
		byType: { ...counts.byType },
		byNetwork: { ...counts.byNetwork },
		expired: counts.expired(),
		expiryMonths: counts.expiryMonths(),
		activity: counts.activity.summary(),
		accepted: accepted.length,
		acceptedFindings: accepted.slice(0, MAX_LISTED).map(acceptedFinding),
		...(life?.acceptedList ? { acceptedList: life.acceptedList } : {}),
		...(changes ? { changes } : {}),
		...(life?.compared ? comparedWithLast(life.compared) : {}),
		...(life?.history === undefined ? {} : { earlier: earlier(life.history, now, calendar) }),
		...(life
			? {
					evidence: {
						...life.origin,
						rules: evidenceRules(rules),
						cardsRead: counts.cards,
						auditedAt,
						timezone: calendar.zone,
						inputHash: life.inputHash,
					},
				}
			: {}),
	};
}

/** @param rules those that ran: one that found nothing is counted as 0 */
export function countFindings(
	findings: readonly FindingBase[],
	rules: ReadonlyArray<{ rule: RuleBase }>,
): FindingCounts {
	const bySeverity = Object.fromEntries(
		SEVERITIES.map((name) => [name, 0]),
	) as Summary['bySeverity'];
	const byRule = Object.fromEntries(rules.map(({ rule }) => [rule.name, 0]));
	const cards = new Set<string>();
	for (const { severity, rule, cardId } of findings) {
		bySeverity[severity] += 1;
		byRule[rule] += 1;
		if (cardId !== null) cards.add(cardId);
	}
	return {
		findings: findings.length,
		cardsWithFindings: cards.size,
		worstSeverity: SEVERITIES.find((name) => bySeverity[name] > 0) ?? null,
		bySeverity,
		byRule,
	};
}

/** What the node remembers of the day. */
export function dayNumbers(
	counts: Counts,
	open: readonly Finding[],
	accepted: readonly Finding[],
	{ now, calendar }: Scene,
): DayNumbers {
	const bySeverity = { critical: 0, high: 0, medium: 0, low: 0 } satisfies DayNumbers['bySeverity'];
	for (const { severity } of open) bySeverity[severity] += 1;
	return {
		day: calendar.day(now),
		cards: counts.cards,
		byStatus: { ...counts.byStatus } as DayNumbers['byStatus'],
		bySeverity,
		accepted: accepted.length,
	};
}

function comparedWithLast({ changes, resolved }: ComparedFindings) {
	return { findingChanges: changes, resolvedFindings: resolved.slice(0, MAX_LISTED) };
}

function earlier(history: string, now: number, calendar: Calendar): Summary['earlier'] {
	const day = calendar.day(now);
	const before = (days: number) => numbersBefore(history, day, days, calendar) ?? null;
	return { week: before(7), month: before(30) };
}

function acceptedFinding(finding: Finding): AcceptedFinding {
	const { id, rule, title, severity, cardId, accountId, maskedPan, message, card } = finding;
	const { until, reason, by } = finding.acceptance!;
	const name = card.name ?? null;
	return {
		id,
		rule,
		title,
		severity,
		cardId,
		accountId,
		maskedPan,
		message,
		name,
		until,
		reason,
		by,
	};
}
