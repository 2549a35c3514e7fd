import { instant } from '../cardFacts';
import { readCondition } from '../condition/compile';
import type { CardRule } from '../types';

/**
 * A rule of the user's own: a name and a condition over a card.
 *
 * @throws {ConditionError} where the condition cannot be read
 */
export function ownRule(title: string, condition: string): CardRule {
	const { applies, goesByTime } = readCondition(condition);
	return {
		// Part of the findings' ids: a condition that is refined stays the same rule.
		name: `own:${title}`,
		title,
		description: condition,
		condition,
		severity: 'medium',
		look(card, _, scene) {
			if (!applies({ card, scene })) return undefined;
			// What goes by the card alone has been so since its last change, if not longer.
			const since = goesByTime ? NaN : instant(card.updatedAt);
			return { card, message: title, since, occurrence: '' };
		},
	};
}
