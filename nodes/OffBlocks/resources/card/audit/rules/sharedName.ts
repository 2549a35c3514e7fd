import { MemberHash } from '../MemberHash';
import { Newest } from '../Newest';
import type { GroupRule, Observation } from '../types';

/** Live cards on different accounts that carry the same name, blanks and case aside. */
export const sharedName: GroupRule = {
	name: 'sharedName',
	title: 'Name Shared by Accounts',
	description: 'Flag cardholder names used on live cards of at least this many accounts',
	severity: 'low',
	threshold: { label: 'Accounts', usual: 2, min: 2, max: 1_000_000 },
	by: 'name',
	*judge(cards, atLeast) {
		const accounts = new MemberHash();
		const newest = new Newest();
		for (const card of cards) {
			accounts.add(card.accountId);
			newest.add(card);
			yield;
		}
		if (accounts.size < atLeast) return [];
		const card = newest.card!;
		const found: Observation = {
			card,
			message: `${accounts.size} accounts have a live card in the name of ${card.name!.trim().slice(0, 80)}`,
			since: newest.at,
			occurrence: String(accounts),
			otherCardIds: newest.otherIds(),
		};
		return [found];
	},
};
