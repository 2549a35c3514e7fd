import {
	countFindings,
	lifeSummary,
	type AuditSummary,
	type FindingLife,
} from '../../card/audit/lifeSummary';
import type { PaymentActivitySummary } from './PaymentActivity';
import type { MoneyCount, PaymentCounts } from './PaymentCounts';
import type { ActivePaymentRule, PaymentFinding, PaymentScene } from './types';

/** An audit of payments in numbers. Everything is there when nothing was found, too: as zeros. */
export interface PaymentSummary extends AuditSummary {
	/** Days within which payments could be findings; what is older was compared with. */
	lookBack: number;
	accounts: number;
	cards: number;
	transactions: number;
	/** Authorisations that were read. */
	holds: number;
	byStatus: Record<string, number>;
	byDirection: Record<string, number>;
	/** Without what was reversed. */
	byCurrency: MoneyCount[];
	firstPaymentAt: string | null;
	lastPaymentAt: string | null;
	/** What was paid lately, without what was reversed. */
	activity: PaymentActivitySummary;
}

/** What was looked at. */
export interface Looked {
	accounts: number;
	cards: number;
	holds: number;
	lookBack: number;
	counts: PaymentCounts;
}

export function summarisePayments(
	{ accounts, cards, holds, lookBack, counts }: Looked,
	findings: readonly PaymentFinding[],
	rules: readonly ActivePaymentRule[],
	scene: PaymentScene,
	life?: FindingLife,
): PaymentSummary {
	return {
		auditedAt: new Date(scene.now).toISOString(),
		timezone: scene.calendar.zone,
		lookBack,
		accounts,
		cards,
		transactions: counts.transactions,
		holds,
		...countFindings(findings, rules),
		byStatus: counts.byStatus,
		byDirection: counts.byDirection,
		byCurrency: counts.byCurrency(),
		...counts.range(),
		activity: counts.activity.summary(),
		...lifeSummary(life, rules, scene),
	};
}
