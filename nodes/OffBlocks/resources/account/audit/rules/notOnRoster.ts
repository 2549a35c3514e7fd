import { instant, isLive } from '../../../card/audit/cardFacts';
import { comparable } from '../../../../shared/values';
import type { ProgrammeNotice, ProgrammeRule } from '../types';

export const ROSTER_KEYS = ['externalId', 'name'] as const;
export type RosterKey = (typeof ROSTER_KEYS)[number];

/** An entry as it is compared: case and blanks at the ends and in a row make no difference. */
export function rosterEntry(text: string): string {
	return comparable(text).replace(/\s+/g, ' ').trim();
}

/**
 * Live cards of somebody who is not on a list of yours: by the customer's external id, one finding per customer, or by
 * the name on the card, one per card.
 *
 * @param roster entries as `rosterEntry` makes them
 */
export function notOnRoster(roster: ReadonlySet<string>, by: RosterKey): ProgrammeRule {
	return {
		name: 'notOnRoster',
		title: 'Not on the Roster',
		description: 'A live card of somebody who is not on your list',
		severity: 'high',
		*judge({ cards, accounts, customers }) {
			const found: ProgrammeNotice[] = [];
			const said = new Set<string>();
			for (const card of cards) {
				yield;
				if (!isLive(card)) continue;
				const account = accounts.get(card.accountId);
				const customer = account && customers.get(account.customerId);
				const who = by === 'name' ? card.name : customer?.externalId;
				// A card that is being issued has no name yet; of a customer that is not listed nothing is known.
				if (who === undefined || roster.has(rosterEntry(who))) continue;
				const owner = by === 'name' ? card.id : customer!.id;
				if (said.has(owner)) continue;
				said.add(owner);
				const what = by === 'name' ? 'Holder' : 'External ID';
				found.push({
					card,
					account,
					customer: by === 'name' ? undefined : customer,
					message: `${what} ${who.trim().slice(0, 80)} is not on the roster`,
					since: instant(card.createdAt),
					occurrence: by === 'name' ? rosterEntry(who) : '',
				});
			}
			return found;
		},
	};
}
