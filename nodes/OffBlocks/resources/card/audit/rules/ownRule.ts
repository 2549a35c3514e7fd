import { instant } from '../cardFacts';
import { compileCondition } from '../condition/compile';
import type { CardRule } from '../types';

/**
 * A rule of the user's own: a name and a condition over a card.
 *
 * @throws {ConditionError} where the condition cannot be read
 */
export function ownRule(title: string, condition: string): CardRule {
	const applies = compileCondition(condition);
	return {
		// Part of the findings' ids: a condition that is refined stays the same rule.
		name: `own:${title}`,
		title,
		description: condition,
		severity: 'medium',
		look(card, _, scene) {
			if (!applies({ card, scene })) return undefined;
			return { card, message: title, since: instant(card.updatedAt), occurrence: '' };
		},
	};
}
