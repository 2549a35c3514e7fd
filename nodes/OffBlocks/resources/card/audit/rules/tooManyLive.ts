import { instant, isLive } from '../cardFacts';
import { MemberHash } from '../MemberHash';
import { Newest } from '../Newest';
import type { CardFacts, GroupRule, Observation } from '../types';

/** More live cards of a type on an account than the API itself allows, which is one. */
export const tooManyLive: GroupRule = {
	name: 'tooManyLive',
	title: 'Too Many Live Cards',
	description:
		'Flag accounts with more than one live card of a type, which the API itself does not allow',
	severity: 'critical',
	by: 'account',
	*judge(cards) {
		const live = { virtual: new Live(), physical: new Live() };
		for (const card of cards) {
			if (isLive(card) && Object.hasOwn(live, card.type)) live[card.type].add(card);
			yield;
		}
		return [live.virtual, live.physical].flatMap((ofType) => ofType.observation() ?? []);
	},
};

/** The live cards of one type on an account. */
class Live {
	private readonly ids = new MemberHash();

	private readonly newest = new Newest();

	/** When the first one and the second one were ordered. */
	private first = Infinity;

	private second = Infinity;

	add(card: CardFacts): void {
		const { size } = this.ids;
		this.ids.add(card.id);
		// A list that changes while it is read may hold a card twice.
		if (this.ids.size === size) return;
		this.newest.add(card);
		const at = instant(card.createdAt);
		if (at < this.first) [this.first, this.second] = [at, this.first];
		else if (at < this.second) this.second = at;
	}

	observation(): Observation | undefined {
		const { newest, second } = this;
		if (newest.count < 2) return undefined;
		const card = newest.card!;
		return {
			card,
			message: `The account has ${newest.count} live ${card.type} cards; one is allowed. This is the newest.`,
			since: second === Infinity ? NaN : second,
			occurrence: String(this.ids),
			otherCardIds: newest.otherIds(),
		};
	}
}
