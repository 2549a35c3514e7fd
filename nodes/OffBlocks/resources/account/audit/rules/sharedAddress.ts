import { isLive } from '../../../card/audit/cardFacts';
import { MemberHash } from '../../../card/audit/MemberHash';
import { Newest } from '../../../card/audit/Newest';
import type { ProgrammeNotice, ProgrammeRule } from '../types';

interface Shared {
	accounts: MemberHash;
	newest: Newest;
}

/** Live cards of several accounts with one billing address, case and blanks aside. */
export const sharedAddress: ProgrammeRule = {
	name: 'sharedAddress',
	title: 'Address Shared by Accounts',
	description: 'Live cards of at least this many accounts have the same billing address',
	severity: 'low',
	threshold: { label: 'Accounts', usual: 3, min: 2, max: 1_000_000 },
	*judge({ cards }, atLeast) {
		const addresses = new Map<string, Shared>();
		for (const card of cards) {
			yield;
			if (card.addressKey === undefined || !isLive(card)) continue;
			let shared = addresses.get(card.addressKey);
			if (!shared) {
				shared = { accounts: new MemberHash(), newest: new Newest() };
				addresses.set(card.addressKey, shared);
			}
			shared.accounts.add(card.accountId);
			shared.newest.add(card);
		}
		const found: ProgrammeNotice[] = [];
		for (const { accounts, newest } of addresses.values()) {
			yield;
			if (accounts.size < atLeast) continue;
			found.push({
				card: newest.card!,
				message: `${accounts.size} accounts have a live card with this billing address`,
				since: newest.at,
				occurrence: String(accounts),
				owner: '',
				otherCardIds: newest.otherIds(),
			});
		}
		return found;
	},
};
