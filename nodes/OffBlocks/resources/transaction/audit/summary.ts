import { countFindings, type FindingCounts } from '../../card/audit/summary';
import type { MoneyCount, PaymentCounts } from './PaymentCounts';
import type { ActivePaymentRule, PaymentFinding, PaymentScene } from './types';

/** An audit of payments in numbers. Everything is there when nothing was found, too: as zeros. */
export interface PaymentSummary extends FindingCounts {
	/** RFC 3339 in UTC. */
	auditedAt: string;
	timezone: string;
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
}

export function summarisePayments(
	seen: {
		accounts: number;
		cards: number;
		holds: number;
		lookBack: number;
		counts: PaymentCounts;
	},
	findings: readonly PaymentFinding[],
	rules: readonly ActivePaymentRule[],
	{ now, calendar }: PaymentScene,
): PaymentSummary {
	const { accounts, cards, holds, lookBack, counts } = seen;
	return {
		auditedAt: new Date(now).toISOString(),
		timezone: calendar.zone,
		lookBack,
		accounts,
		cards,
		transactions: counts.transactions,
		holds,
		...countFindings(findings, rules),
		byStatus: { ...counts.byStatus },
		byDirection: { ...counts.byDirection },
		byCurrency: counts.byCurrency(),
		...counts.range(),
	};
}
