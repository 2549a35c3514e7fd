import type { ChangeSummary } from '../changes/changeSummary';
import type { Counts, MonthCount } from './Counts';
import {
	SEVERITIES,
	type ActiveRule,
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
	/** Against the last audit, where that was asked for. */
	changes?: ChangeSummary;
}

export function summarise(
	counts: Counts,
	findings: FindingBase[],
	rules: ActiveRule[],
	{ now, calendar }: Scene,
	changes?: ChangeSummary,
): Summary {
	return {
		auditedAt: new Date(now).toISOString(),
		timezone: calendar.zone,
		cards: counts.cards,
		...countFindings(findings, rules),
		byStatus: { ...counts.byStatus },
		byType: { ...counts.byType },
		byNetwork: { ...counts.byNetwork },
		expired: counts.expired(),
		expiryMonths: counts.expiryMonths(),
		...(changes ? { changes } : {}),
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
