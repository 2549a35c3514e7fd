import { instant } from './cardFacts';
import type { CardFacts } from './types';

interface Dated {
	card: CardFacts;
	/** When it was ordered, Unix milliseconds; 0 where that cannot be read. */
	at: number;
}

/** Other cards that a finding names; a name that half a programme shares would fill the finding. */
const MAX_OTHERS = 100;

/** The newest of a group of cards, however many there are and in whatever order: they are not sorted. */
export class Newest {
	count = 0;

	/** Newest first, the one and the others. */
	private readonly kept: Dated[] = [];

	add(card: CardFacts): void {
		this.count += 1;
		const { kept } = this;
		const dated = { card, at: instant(card.createdAt) || 0 };
		if (kept.length > MAX_OTHERS) {
			if (!isNewer(dated, kept[MAX_OTHERS])) return;
			kept.pop();
		}
		let place = kept.length;
		while (place > 0 && isNewer(dated, kept[place - 1])) place -= 1;
		kept.splice(place, 0, dated);
	}

	/** The newest card, undefined where there is none. */
	get card(): CardFacts | undefined {
		return this.kept[0]?.card;
	}

	/** When it was ordered, Unix milliseconds, NaN where that is not known. */
	get at(): number {
		return this.kept[0]?.at || NaN;
	}

	/** Ids of the others, newest first, 100 at most. */
	otherIds(): string[] {
		return this.kept.slice(1).map(({ card }) => card.id);
	}
}

/** By id where two were ordered at once, so that the order in which they come makes no difference. */
function isNewer(one: Dated, other: Dated): boolean {
	return one.at > other.at || (one.at === other.at && one.card.id > other.card.id);
}
