import { pickerEntry, type Picker, type PickerEntry } from '../../shared/picker';
import { cardPicker, type CardEntry } from '../card/picker';
import { ACCOUNT_STATES, type Account } from './account';

/** The accounts, by the names on their cards: they have none of their own. Those that are active come first. */
export const accountPicker: Picker<Account> = {
	resource: 'account',
	path: () => '/accounts',
	entry: (account) => accountEntry(account),
	states: ACCOUNT_STATES,
	first: ['active'],
	join: {
		with: cardPicker as Picker,
		entries(accounts, cards) {
			const holders = holdersOf(cards as CardEntry[]);
			return accounts.map((account) => accountEntry(account, holders.get(account.id)));
		},
	},
};

/** "John Carter · active · 123e4567-…" */
export function accountEntry({ id, status }: Account, holders = 'No card yet'): PickerEntry {
	return pickerEntry(`${holders} · ${status} · ${id}`, id, status);
}

/**
 * By account, the names on its cards, each once; where none has a name yet, what there is instead: an account
 * whose card is still being issued has one, and gets no other of its type.
 */
export function holdersOf(cards: CardEntry[]): Map<string, string> {
	const named = new Map<string, string>();
	const nameless = new Map<string, string>();
	for (const { accountId, holder, type, status } of cards) {
		const holders = holder ? named : nameless;
		const text = holder || `${type} card (${status})`;
		const known = holders.get(accountId);
		if (known?.split(', ').includes(text)) continue;
		holders.set(accountId, known ? `${known}, ${text}` : text);
	}
	return new Map([...nameless, ...named]);
}
