import { count, instant, isLive } from '../../../card/audit/cardFacts';
import type { ProgrammeNotice, ProgrammeRule } from '../types';

/** Active accounts that have no card, or only ended ones. */
export const accountWithoutCard: ProgrammeRule = {
	name: 'accountWithoutCard',
	title: 'Account Without Card',
	description:
		'The account was opened more than this many days ago, is active and has no live card',
	severity: 'low',
	threshold: { label: 'Days', usual: 7, min: 0, max: 3650 },
	*judge({ accounts, cardsOf }, days, { now, calendar }) {
		const found: ProgrammeNotice[] = [];
		for (const account of accounts.values()) {
			yield;
			const opened = instant(account.createdAt);
			const age = calendar.daysBetween(opened, now);
			if (account.status !== 'active' || !(age > days)) continue;
			const cards = cardsOf.get(account.id) ?? [];
			if (cards.some(isLive)) continue;
			const had = cards.length ? `; its ${count(cards.length, 'card')} ended` : '';
			found.push({
				account,
				message: `Active for ${count(age, 'day')} without a live card${had}`,
				since: opened,
				occurrence: '',
			});
		}
		return found;
	},
};
