import { count, instant } from '../../../card/audit/cardFacts';
import type { ProgrammeCard, ProgrammeNotice, ProgrammeRule } from '../types';

/**
 * Accounts whose card is terminated and ordered anew, again and again.
 *
 * @param days how far back terminations count; the time of a card's last change stands for its termination
 */
export function reissued(days: number): ProgrammeRule {
	return {
		name: 'reissued',
		title: 'Reissued Again and Again',
		description: 'At least this many cards of one type were terminated and replaced on an account',
		severity: 'medium',
		threshold: { label: 'Cards', usual: 3, min: 1, max: 1000 },
		*judge({ cardsOf }, atLeast, { now, calendar }) {
			const from = calendar.dayEnd(now, -days - 1);
			const found: ProgrammeNotice[] = [];
			for (const cards of cardsOf.values()) {
				yield;
				for (const type of ['virtual', 'physical']) {
					const ofType = cards.filter((card) => card.type === type);
					const notice = judge(ofType, atLeast, from, days);
					if (notice) found.push(notice);
				}
			}
			return found;
		},
	};
}

function judge(
	cards: ProgrammeCard[],
	atLeast: number,
	from: number,
	days: number,
): ProgrammeNotice | undefined {
	if (cards.length <= atLeast) return undefined;
	const newest = cards.reduce((a, b) => (instant(b.createdAt) > instant(a.createdAt) ? b : a));
	const replaced = cards
		.filter(({ id, status }) => status === 'terminated' && id !== newest.id)
		.map((card) => ({ card, at: instant(card.updatedAt) }))
		.filter(({ at }) => at >= from)
		.sort((a, b) => a.at - b.at || (a.card.id < b.card.id ? -1 : 1));
	if (replaced.length < atLeast) return undefined;
	return {
		card: newest,
		message: `${count(replaced.length, `${newest.type} card`)} of the account terminated and replaced within ${count(days, 'day')}`,
		since: replaced[atLeast - 1].at,
		// Each further one makes it another matter.
		occurrence: replaced[replaced.length - 1].card.id,
		owner: newest.accountId,
		otherCardIds: replaced.slice(-100).map(({ card }) => card.id),
	};
}
