// What the tests of the audit look at: one moment, a card in order, and ways to change it.
import type { Card } from '../../nodes/OffBlocks/resources/card/card';
import { Calendar } from '../../nodes/OffBlocks/shared/Calendar';
import { Groups } from '../../nodes/OffBlocks/resources/card/audit/Groups';
import type { CardRule, GroupRule, Scene } from '../../nodes/OffBlocks/resources/card/audit/types';

/** Monday, 23 November 2026, 08:00 in Berlin. */
export const NOW = Date.parse('2026-11-23T07:00:00Z');

export function sceneIn(zone = 'Europe/Berlin', now = NOW): Scene {
	return {
		now,
		calendar: new Calendar(zone),
		isCountry: (code) => ['GB', 'DE', 'FR', 'IE'].includes(code),
	};
}

let cards = 0;

/** An active card that no rule minds, with other ids each time. */
export function cardWith(change: Partial<Card> = {}): Card {
	const number = String(++cards).padStart(12, '0');
	return {
		id: `d0000000-0000-4000-8000-${number}`,
		accountId: `a0000000-0000-4000-8000-${number}`,
		type: 'virtual',
		name: `Holder ${number}`,
		network: 'visa',
		maskedPan: '530518******9871',
		expirationDate: '10/2028',
		billingAddress: {
			firstLine: '321 West End Lane',
			city: 'London',
			country: 'GB',
			postCode: 'NW6 2FG',
		},
		status: 'active',
		createdAt: '2025-01-10T02:30:07.130Z',
		updatedAt: '2025-01-10T02:30:07.130Z',
		...change,
	};
}

/** `days` days and `hours` hours before NOW, as the API writes it. */
export function ago(days: number, hours = 0): string {
	return new Date(NOW - days * 86_400_000 - hours * 3_600_000).toISOString();
}

/** What a rule notices about one card, with its usual threshold unless told. */
export function look(rule: CardRule, card: Card, threshold?: number, scene = sceneIn()) {
	if (rule.statuses && !rule.statuses.includes(card.status)) return undefined;
	return rule.look(card, threshold ?? rule.threshold?.usual ?? 0, scene);
}

/** What a rule notices about several cards, one entry a matter. */
export function judge(rule: GroupRule, all: Card[], given?: number, scene = sceneIn()) {
	const groups = new Groups(rule.by);
	for (const card of all) groups.add(card, rule.concerns?.(card) ?? false);
	const threshold = given ?? rule.threshold?.usual ?? 0;
	return [...groups.worth()].flatMap((group) => end(rule.judge(group, threshold, scene)));
}

/** What work that yields comes to. */
export function end<T>(work: Generator<void, T>): T {
	for (;;) {
		const step = work.next();
		if (step.done) return step.value;
	}
}
