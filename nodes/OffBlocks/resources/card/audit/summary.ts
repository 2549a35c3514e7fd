import type { ChangeSummary } from '../changes/changeSummary';
import type { Counts, MonthCount } from './Counts';
import { SEVERITIES, type ActiveRule, type Finding, type Scene, type Severity } from './types';

/** An audit in numbers. Everything is there when nothing was found, too: as zeros. */
export interface Summary {
	/** RFC 3339 in UTC. */
	auditedAt: string;
	timezone: string;
	cards: number;
	findings: number;
	/** Cards that at least one finding names. */
	cardsWithFindings: number;
	worstSeverity: Severity | null;
	bySeverity: Record<Severity, number>;
	/** Every rule that ran, by its name. */
	byRule: Record<string, number>;
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
	findings: Finding[],
	rules: ActiveRule[],
	{ now, calendar }: Scene,
	changes?: ChangeSummary,
): Summary {
	const bySeverity = Object.fromEntries(
		SEVERITIES.map((name) => [name, 0]),
	) as Summary['bySeverity'];
	const byRule = Object.fromEntries(rules.map(({ rule }) => [rule.name, 0]));
	const cards = new Set<string>();
	for (const { severity, rule, cardId } of findings) {
		bySeverity[severity] += 1;
		byRule[rule] += 1;
		cards.add(cardId);
	}
	return {
		auditedAt: new Date(now).toISOString(),
		timezone: calendar.zone,
		cards: counts.cards,
		findings: findings.length,
		cardsWithFindings: cards.size,
		worstSeverity: SEVERITIES.find((name) => bySeverity[name] > 0) ?? null,
		bySeverity,
		byRule,
		byStatus: { ...counts.byStatus },
		byType: { ...counts.byType },
		byNetwork: { ...counts.byNetwork },
		expired: counts.expired(),
		expiryMonths: counts.expiryMonths(),
		...(changes ? { changes } : {}),
	};
}
