import { instant, isLive } from '../../../card/audit/cardFacts';
import type { ProgrammeNotice, ProgrammeRule } from '../types';

const ENDED = ['closed', 'failed', 'inactive'];

/** Live cards on an account that is closed, failed or inactive, or of a customer who is rejected. */
export const liveOnEnded: ProgrammeRule = {
	name: 'liveOnEnded',
	title: 'Live Card on an Ended Account',
	description:
		'The account is closed, failed or inactive, or the customer is rejected, and the card lives on',
	severity: 'critical',
	*judge({ cards, accounts, customers }) {
		const found: ProgrammeNotice[] = [];
		for (const card of cards) {
			yield;
			if (!isLive(card)) continue;
			const account = accounts.get(card.accountId);
			if (!account) continue;
			const customer = customers.get(account.customerId);
			const rejected = customer?.status === 'rejected';
			if (!rejected && !ENDED.includes(account.status)) continue;
			const what = rejected ? 'the customer is rejected' : `the account is ${account.status}`;
			found.push({
				card,
				account,
				message: `The card is ${card.status}, and ${what}`,
				since: instant(rejected ? customer.updatedAt : account.updatedAt),
				occurrence: rejected ? 'rejected' : account.status,
			});
		}
		return found;
	},
};
