import { SEVERITIES, type FindingBase, type Scene } from '../../card/audit/types';
import { findingBase } from '../../card/audit/findingBase';
import { isLive } from '../../card/audit/cardFacts';
import {
	countFindings,
	lifeSummary,
	type AuditSummary,
	type FindingLife,
} from '../../card/audit/lifeSummary';
import { ACCOUNT_STATES } from '../account';
import { CUSTOMER_STATES } from '../../customer/customer';
import type { ActiveProgrammeRule, Programme, ProgrammeCard, ProgrammeNotice } from './types';

/**
 * Judges a programme with all rules. It yields often.
 *
 * @returns the findings, worst first, then by rule, then in the API's order
 */
export function* auditProgramme(
	programme: Programme,
	rules: readonly ActiveProgrammeRule[],
	scene: Scene,
): Generator<void, FindingBase[]> {
	const ranked = rules
		.map((active, place) => ({ active, place }))
		.sort(
			(a, b) =>
				SEVERITIES.indexOf(a.active.severity) - SEVERITIES.indexOf(b.active.severity) ||
				a.place - b.place,
		);
	const findings: FindingBase[] = [];
	for (const { active } of ranked) {
		for (const seen of yield* active.rule.judge(programme, active.threshold, scene)) {
			findings.push(findingOf(active, seen, programme));
			yield;
		}
	}
	return findings;
}

function findingOf(
	active: ActiveProgrammeRule,
	seen: ProgrammeNotice,
	{ accounts, customers }: Programme,
): FindingBase {
	const card = seen.card ? withoutKey(seen.card) : null;
	const accountId = seen.account?.id ?? card?.accountId ?? null;
	const about = { card, cardId: card?.id ?? null, accountId };
	const owner = seen.owner ?? seen.customer?.id ?? card?.id ?? accountId ?? '';
	const account = seen.account ?? accounts.get(accountId ?? '');
	const customer = seen.customer ?? customers.get(account?.customerId ?? '');
	const { externalId } = customer ?? {};
	return {
		...findingBase(active, seen, about, owner),
		...(externalId ? { externalId } : {}),
	};
}

/** What rules compare addresses by is of no use to people. */
function withoutKey(given: ProgrammeCard): ProgrammeCard {
	const card = { ...given };
	delete card.addressKey;
	return card;
}

/** An audit of accounts in numbers. Everything is there when nothing was found, too: as zeros. */
export interface ProgrammeSummary extends AuditSummary {
	customers: number;
	accounts: number;
	cards: number;
	liveCards: number;
	byCustomerStatus: Record<string, number>;
	byAccountStatus: Record<string, number>;
}

export function summariseProgramme(
	{ customers, accounts, cards }: Programme,
	findings: readonly FindingBase[],
	rules: readonly ActiveProgrammeRule[],
	scene: Scene,
	life?: FindingLife,
): ProgrammeSummary {
	return {
		auditedAt: new Date(scene.now).toISOString(),
		timezone: scene.calendar.zone,
		customers: customers.size,
		accounts: accounts.size,
		cards: cards.length,
		liveCards: cards.filter(isLive).length,
		...countFindings(findings, rules),
		byCustomerStatus: statuses(CUSTOMER_STATES.statuses, customers),
		byAccountStatus: statuses(ACCOUNT_STATES.statuses, accounts),
		...lifeSummary(life, rules, scene),
	};
}

/** What the API may add to its vocabulary is counted too. */
function statuses(
	known: object,
	things: ReadonlyMap<string, { status: string }>,
): Record<string, number> {
	const counts = new Map(Object.keys(known).map((status) => [status, 0]));
	for (const { status } of things.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
	return Object.fromEntries(counts);
}
