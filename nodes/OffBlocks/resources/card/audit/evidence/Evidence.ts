import type { Active, RuleBase, Severity } from '../types';

/** Where and how an audit ran, so that it can be checked later. */
export interface Origin {
	/** As the credential names it: `production`, `sandbox`, `local` or `custom`. */
	environment: string;
	/** Address of the API where the credential has one of its own. */
	address: string | null;
	/** `programme`, or the ids of accounts. */
	scope: 'programme' | string[];
	workflowId: string | null;
	workflowName: string | null;
	executionId: string | null;
	/** The execution in n8n's editor. */
	executionUrl: string | null;
	/** `n8n-nodes-offblocks 0.1.0` */
	package: string;
}

/** A rule as it ran. */
export interface EvidenceRule {
	rule: string;
	title: string;
	severity: Severity;
	/** "Days", "Hours", … and the number. */
	threshold?: { unit: string; value: number };
	/** Of a custom rule. */
	condition?: string;
}

/** How much of what was read. */
export interface ReadCounts {
	customersRead?: number;
	accountsRead?: number;
	cardsRead: number;
	transactionsRead?: number;
	authorisationsRead?: number;
}

/** What can have been read, and how people call it. */
export const READS: ReadonlyArray<[name: keyof ReadCounts, label: string]> = [
	['customersRead', 'Customers read'],
	['accountsRead', 'Accounts read'],
	['cardsRead', 'Cards read'],
	['transactionsRead', 'Payments read'],
	['authorisationsRead', 'Authorisations read'],
];

/** What stands behind a report: with the same answers read, it comes out the same. */
export interface Evidence extends Origin, ReadCounts {
	rules: EvidenceRule[];
	/** Days within which payments could be findings. */
	lookBack?: number;
	/** Who has accepted findings, as the list of these says, and how many. */
	acceptedBy: Record<string, number>;
	/** RFC 3339 in UTC. */
	auditedAt: string;
	timezone: string;
	/** `sha256:…` over all that was read. */
	inputHash: string;
}

export function evidenceRules(rules: ReadonlyArray<Active<RuleBase>>): EvidenceRule[] {
	return rules.map(({ rule, severity, threshold }) => ({
		rule: rule.name,
		title: rule.title,
		severity,
		...(rule.threshold ? { threshold: { unit: rule.threshold.label, value: threshold } } : {}),
		...(rule.condition === undefined ? {} : { condition: rule.condition }),
	}));
}
