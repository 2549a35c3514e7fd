import {
	endOf,
	inStatus,
	pickerEntry,
	shortened,
	SHOWN,
	type Picker,
	type PickerEntry,
} from '../../shared/picker';
import { LIVE } from '../card/card';
import { cardPicker, type CardEntry } from '../card/picker';
import { customerPicker, type CustomerEntry } from '../customer/picker';
import { ACCOUNT_STATES, type Account } from './account';

/** An account in the editor's list. */
export interface AccountEntry extends PickerEntry {
	/** The types of its cards that count against its limit of one of each. */
	liveTypes: readonly string[];
}

const SIGNABLE = inStatus(['initiating', 'closed'], 'Nothing to sign');

/** The accounts, by the names on their cards or else by their customer: they have no name of their own. */
export const accountPicker: Picker<Account, AccountEntry> = {
	resource: 'account',
	path: () => '/accounts',
	entry: (account) => accountEntry(account),
	states: ACCOUNT_STATES,
	usual: inStatus(['active'], 'Not active'),
	needs: {
		'account/getChallenge': SIGNABLE,
		'account/submitChallengeSignature': SIGNABLE,
		'card/create': {
			fits: ({ status, liveTypes }, chosen) =>
				status === 'active' && !liveTypes.includes(chosen('type')),
			others: (chosen) => `Not active, or with a ${chosen('type')} card already`,
		},
	},
	join: {
		with: [cardPicker, customerPicker],
		entries(accounts, [cards, customers]) {
			const cardsOf = new Map<string, CardEntry[]>();
			for (const card of cards as CardEntry[]) {
				const known = cardsOf.get(card.accountId);
				if (known) known.push(card);
				else cardsOf.set(card.accountId, [card]);
			}
			const externalIds = new Map(
				(customers as CustomerEntry[]).map(({ value, externalId }) => [value, externalId]),
			);
			return accounts.map((account) =>
				accountEntry(account, cardsOf.get(account.id), externalIds.get(account.customerId)),
			);
		},
	},
};

/** "John Carter · …426614174000", and where no card has a name yet, the customer's ID: "customer-7 · …426614174000" */
export function accountEntry(
	{ id, status }: Account,
	cards: CardEntry[] = [],
	externalId = '',
): AccountEntry {
	const holders = [...new Set(cards.flatMap(({ holder }) => holder || []))].sort();
	const end = endOf(id);
	const who = shortened(holders.join(', ') || externalId, SHOWN - ` · ${end}`.length);
	const name = who ? `${who} · ${end}` : `account ${end}`;
	const live = cards.filter((card) => LIVE.includes(card.status));
	return {
		...pickerEntry(name, id, status, `${holders.join(' ')} ${externalId}`),
		liveTypes: live.map(({ type }) => type),
	};
}
