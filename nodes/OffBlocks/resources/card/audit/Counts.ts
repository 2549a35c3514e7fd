import { CARD_TYPES, NETWORKS, STATUSES, type Card } from '../card';
import { Activity } from './Activity';
import { increment, zeros } from '../../../shared/tally';
import { isUsable } from './cardFacts';
import type { Scene } from './types';

/** How many months of expiries are told apart, this one included. */
const MONTHS = 24;

/** How many cards end in a month. */
export interface MonthCount {
	/** `YYYY-MM` */
	month: string;
	cards: number;
}

/** What the cards of an audit are, in numbers. */
export class Counts {
	cards = 0;

	/** What the API may add to its vocabulary is counted too. */
	readonly byStatus = zeros(Object.keys(STATUSES));

	readonly byType = zeros(valuesOf(CARD_TYPES));

	/** Cards that are not issued yet have no network. */
	readonly byNetwork = zeros([...valuesOf(NETWORKS), 'none']);

	/** Cards by `MM/YYYY`, of those that can come to pay. */
	private readonly expiries = new Map<string, number>();

	/** What happened lately. */
	readonly activity: Activity;

	private readonly scene: Scene;

	constructor(scene: Scene) {
		this.scene = scene;
		this.activity = new Activity(scene.now);
	}

	add(card: Card): void {
		this.cards += 1;
		increment(this.byStatus, card.status);
		increment(this.byType, card.type);
		increment(this.byNetwork, card.network ?? 'none');
		this.activity.add(card);
		const { expirationDate } = card;
		if (expirationDate && isUsable(card)) {
			this.expiries.set(expirationDate, (this.expiries.get(expirationDate) ?? 0) + 1);
		}
	}

	/** Usable cards that end in this month and the 23 after it, zeros included. */
	expiryMonths(): MonthCount[] {
		const { now, calendar } = this.scene;
		const [year, month] = calendar.day(now).split('-').map(Number);
		return Array.from({ length: MONTHS }, (_, ahead) => {
			const first = new Date(Date.UTC(year, month - 1 + ahead, 1)).toISOString();
			const [yyyy, mm] = first.split('-');
			return { month: `${yyyy}-${mm}`, cards: this.expiries.get(`${mm}/${yyyy}`) ?? 0 };
		});
	}

	/** Usable cards that have ended already. */
	expired(): number {
		const { now, calendar } = this.scene;
		return [...this.expiries]
			.filter(([expiry]) => calendar.monthEnd(expiry) <= now)
			.reduce((sum, [, cards]) => sum + cards, 0);
	}
}

/** How many cards there are, and in which status. */
export function statusesOf(cards: Iterable<{ status: string }>): {
	cards: number;
	byStatus: Record<string, number>;
} {
	const counts = { cards: 0, byStatus: zeros(Object.keys(STATUSES)) };
	for (const { status } of cards) {
		counts.cards += 1;
		increment(counts.byStatus, status);
	}
	return counts;
}

const valuesOf = (options: ReadonlyArray<{ value: string }>) => options.map(({ value }) => value);
