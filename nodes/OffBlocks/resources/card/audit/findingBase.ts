import { findingId } from './findingId';
import { nextStepOf } from './rules/nextSteps';
import type { Active, FindingBase, RuleBase } from './types';

/** What a rule noticed, as far as every finding says it. */
interface Noticed {
	message: string;
	/** Unix milliseconds, NaN where not known. */
	since: number;
	occurrence: string;
	otherCardIds?: string[];
}

/**
 * A finding about a card, an account or both; what it does not concern is null.
 *
 * @param owner whose the finding is: with rule and occurrence, what makes its id
 */
export function findingBase(
	{ rule, severity }: Active<RuleBase>,
	{ message, since, occurrence, otherCardIds }: Noticed,
	about: Pick<FindingBase, 'card' | 'cardId' | 'accountId'>,
	owner: string,
): FindingBase {
	const { card, cardId, accountId } = about;
	const nextStep = rule.nextStep ?? nextStepOf(rule.name);
	return {
		severity,
		title: rule.title,
		message,
		maskedPan: card?.maskedPan ?? null,
		cardId,
		accountId,
		since: Number.isNaN(since) ? null : new Date(since).toISOString(),
		rule: rule.name,
		id: findingId(rule.name, owner, occurrence),
		card,
		...(otherCardIds ? { otherCardIds } : {}),
		...(nextStep ? { nextStep } : {}),
	};
}
