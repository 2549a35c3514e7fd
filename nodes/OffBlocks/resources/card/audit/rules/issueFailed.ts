import { instant, isLive } from '../cardFacts';
import type { CardFacts, GroupRule, Observation, Scene } from '../types';

/** Cards whose issuance failed lately, where the account has got no card of the type since. */
export const issueFailed: GroupRule = {
	name: 'issueFailed',
	title: 'Issuance Failed',
	description:
		'Flag accounts where issuing a card failed within this many days and that still have no card of that type',
	severity: 'high',
	threshold: { label: 'Days', usual: 7, min: 0, max: 3650 },
	by: 'account',
	concerns: ({ status }) => status === 'issue_failed',
	*judge(cards, days, scene) {
		const types = { virtual: new Issued(), physical: new Issued() };
		for (const card of cards) {
			if (Object.hasOwn(types, card.type)) types[card.type].add(card);
			yield;
		}
		return [types.virtual, types.physical].flatMap((type) => type.observation(days, scene) ?? []);
	},
};

/** What became of an account's cards of one type. */
class Issued {
	private failed: CardFacts | undefined;

	/** When the last card that failed was ordered, and the last one that did not. */
	private failedAt = NaN;

	private issuedAt = -Infinity;

	private hasLive = false;

	add(card: CardFacts): void {
		const ordered = instant(card.createdAt);
		this.hasLive ||= isLive(card);
		if (card.status !== 'issue_failed') {
			if (ordered > this.issuedAt) this.issuedAt = ordered;
		} else if (!this.failed || ordered > this.failedAt) {
			this.failed = card;
			this.failedAt = ordered;
		}
	}

	/** The last failure, if it is recent and no card came after it. */
	observation(days: number, { now, calendar }: Scene): Observation | undefined {
		const { failed, failedAt, issuedAt, hasLive } = this;
		if (!failed) return undefined;
		const at = instant(failed.updatedAt);
		if (!(at > calendar.dayEnd(now, -days - 1)) || issuedAt > failedAt) return undefined;
		const still = hasLive ? '' : ', and the account has no other';
		return {
			card: failed,
			message: `Issuing this ${failed.type} card failed on ${calendar.day(at)}${still}`,
			since: at,
			occurrence: '',
		};
	}
}
