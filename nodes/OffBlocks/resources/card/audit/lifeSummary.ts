import type { Calendar } from '../../../shared/Calendar';
import { evidenceRules, type Evidence, type Origin, type ReadCounts } from './evidence/Evidence';
import type { ComparedFindings, FindingChanges, Resolved } from './life/compareFindings';
import { numbersBefore, type DayNumbers } from './life/history';
import {
	SEVERITIES,
	type Active,
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

/** What every audit says of its findings: what is accepted, what differs from the last one, and what stands behind it. */
export interface LifeSummary {
	/** Findings that somebody has accepted, which are not among the others. */
	accepted: number;
	/** The first 100 of them, worst first. */
	acceptedFindings: AcceptedFinding[];
	/** How many findings the list of accepted ones names, and how many of those were not found. */
	acceptedList?: { listed: number; notFound: number };
	/** Against the last audit, where that was asked for. */
	findingChanges?: FindingChanges;
	/** The first 100 findings that are gone since the last audit. */
	resolvedFindings?: Resolved[];
	/** The numbers of a week and of a month ago, where an audit that compares ran then. */
	earlier?: { week: DayNumbers | null; month: DayNumbers | null };
	/** Where, how and over what this audit ran. */
	evidence?: Evidence;
}

/** An audit of whatever in numbers. */
export interface AuditSummary extends FindingCounts, LifeSummary {
	/** RFC 3339 in UTC. */
	auditedAt: string;
	timezone: string;
}

/** What the summary tells of a finding that was accepted. */
export type AcceptedFinding = Pick<
	FindingBase,
	'id' | 'rule' | 'title' | 'severity' | 'cardId' | 'accountId' | 'maskedPan' | 'message'
> & { name: string | null; until: string | null; reason: string; by: string };

/** What is known of findings besides that they hold. */
export interface FindingLife {
	/** Worst first. */
	accepted: readonly FindingBase[];
	acceptedList?: LifeSummary['acceptedList'];
	compared?: ComparedFindings;
	/** Packed numbers of earlier days. */
	history?: string;
	origin: Origin;
	read: ReadCounts;
	/** Days within which payments could be findings. */
	lookBack?: number;
	inputHash: string;
}

/** Longer lists are for the CSV. */
const MAX_LISTED = 100;

/** @param rules those that ran: one that found nothing is counted as 0 */
export function countFindings(
	findings: readonly FindingBase[],
	rules: ReadonlyArray<{ rule: RuleBase }>,
): FindingCounts {
	const bySeverity = severities(findings);
	const byRule = Object.fromEntries(rules.map(({ rule }) => [rule.name, 0]));
	const cards = new Set<string>();
	for (const { rule, cardId } of findings) {
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

/** What an audit tells of the life of its findings; without it, that none was accepted. */
export function lifeSummary(
	life: FindingLife | undefined,
	rules: ReadonlyArray<Active<RuleBase>>,
	{ now, calendar }: Scene,
): LifeSummary {
	if (!life) return { accepted: 0, acceptedFindings: [] };
	const { accepted, acceptedList, compared, history, origin, read, lookBack, inputHash } = life;
	return {
		accepted: accepted.length,
		acceptedFindings: accepted.slice(0, MAX_LISTED).map(acceptedFinding),
		...(acceptedList ? { acceptedList } : {}),
		...(compared
			? {
					findingChanges: compared.changes,
					resolvedFindings: compared.resolved.slice(0, MAX_LISTED),
				}
			: {}),
		...(history === undefined ? {} : { earlier: earlier(history, now, calendar) }),
		evidence: {
			...origin,
			rules: evidenceRules(rules),
			...(lookBack === undefined ? {} : { lookBack }),
			...read,
			acceptedBy: acceptedBy(accepted),
			auditedAt: new Date(now).toISOString(),
			timezone: calendar.zone,
			inputHash,
		},
	};
}

/** What the node remembers of the day. */
export function dayNumbers(
	{ cards, byStatus }: { cards: number; byStatus: Record<string, number> },
	open: readonly FindingBase[],
	accepted: readonly FindingBase[],
	{ now, calendar }: Scene,
): DayNumbers {
	return {
		day: calendar.day(now),
		cards,
		byStatus: { ...byStatus } as DayNumbers['byStatus'],
		bySeverity: severities(open),
		accepted: accepted.length,
	};
}

function severities(findings: readonly FindingBase[]): Record<Severity, number> {
	const counts = { critical: 0, high: 0, medium: 0, low: 0 } satisfies Record<Severity, number>;
	for (const { severity } of findings) counts[severity] += 1;
	return counts;
}

function earlier(history: string, now: number, calendar: Calendar): LifeSummary['earlier'] {
	const day = calendar.day(now);
	const before = (days: number) => numbersBefore(history, day, days, calendar) ?? null;
	return { week: before(7), month: before(30) };
}

/** By name, so that the order of the findings makes no difference. */
function acceptedBy(accepted: readonly FindingBase[]): Record<string, number> {
	const counts = new Map<string, number>();
	for (const { acceptance } of accepted) {
		counts.set(acceptance!.by, (counts.get(acceptance!.by) ?? 0) + 1);
	}
	return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function acceptedFinding(finding: FindingBase): AcceptedFinding {
	const { id, rule, title, severity, cardId, accountId, maskedPan, message, card } = finding;
	const { until, reason, by } = finding.acceptance!;
	return {
		id,
		rule,
		title,
		severity,
		cardId,
		accountId,
		maskedPan,
		message,
		name: card?.name ?? null,
		until,
		reason,
		by,
	};
}
