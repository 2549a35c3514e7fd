import { accountPicker } from '../resources/account/picker';
import { cardPicker } from '../resources/card/picker';
import type { Picker } from '../shared/picker';
import { searchOf } from './search';

/** The node's list searches, by the name that a locator gives: one a resource. */
export const listSearch = {
	searchAccounts: searchOf(accountPicker as Picker),
	searchCards: searchOf(cardPicker as Picker),
};
