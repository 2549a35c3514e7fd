import { instant, isLive } from '../cardFacts';
import type { CardFacts, GroupRule, Observation, Scene } from '../types';

/** Cards whose issuance failed lately, where the account has got no card of the type since. */
export const issueFailed: GroupRule = {
	name: 'issueFailed',
	title: 'Issuance Failed',
	description:
		'Issuance failed in the last so many days, and the account has got no other card of the type since',
	severity: 'high',
	threshold: { label: 'Days', usual: 7, min: 0, max: 3650 },
	by: 'account',
	concerns: ({ status }) => status === 'issue_failed',
	judge(cards, days, scene) {
		return (['virtual', 'physical'] as const).flatMap((type) => {
			const ofType = cards.filter((card) => card.type === type);
			return failure(ofType, days, scene) ?? [];
		});
	},
};

/** The last failure among an account's cards of one type, if it is recent and no card came after it. */
function failure(
	cards: CardFacts[],
	days: number,
	{ now, calendar }: Scene,
): Observation | undefined {
	const failed = latest(cards.filter(({ status }) => status === 'issue_failed'));
	if (!failed) return undefined;
	const at = instant(failed.updatedAt);
	if (!(at > calendar.dayEnd(now, -days - 1))) return undefined;
	const ordered = instant(failed.createdAt);
	const replaced = cards.some(
		(card) => card.status !== 'issue_failed' && instant(card.createdAt) > ordered,
	);
	if (replaced) return undefined;
	const still = cards.some(isLive) ? '' : ', and the account has no other';
	return {
		card: failed,
		message: `Issuing this ${failed.type} card failed on ${calendar.day(at)}${still}`,
		since: at,
		occurrence: '',
	};
}

function latest(cards: CardFacts[]): CardFacts | undefined {
	return cards.reduce<CardFacts | undefined>(
		(found, card) => (!found || instant(card.createdAt) > instant(found.createdAt) ? card : found),
		undefined,
	);
}
