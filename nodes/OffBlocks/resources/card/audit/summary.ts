import type { ChangeSummary } from '../changes/changeSummary';
import type { ActivitySummary } from './Activity';
import type { Counts, MonthCount } from './Counts';
import { countFindings, lifeSummary, type AuditSummary, type FindingLife } from './lifeSummary';
import type { ActiveRule, FindingBase, Scene } from './types';

/** An audit of cards in numbers. Everything is there when nothing was found, too: as zeros. */
export interface Summary extends AuditSummary {
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
	/** Against the last audit, where that was asked for. */
	changes?: ChangeSummary;
}

export function summarise(
	counts: Counts,
	findings: FindingBase[],
	rules: ActiveRule[],
	scene: Scene,
	changes?: ChangeSummary,
	life?: FindingLife,
): Summary {
	return {
		auditedAt: new Date(scene.now).toISOString(),
		timezone: scene.calendar.zone,
		cards: counts.cards,
		...countFindings(findings, rules),
		byStatus: { ...counts.byStatus },
		byType: { ...counts.byType },
		byNetwork: { ...counts.byNetwork },
		expired: counts.expired(),
		expiryMonths: counts.expiryMonths(),
		activity: counts.activity.summary(),
		...(changes ? { changes } : {}),
		...lifeSummary(life, rules, scene),
	};
}
