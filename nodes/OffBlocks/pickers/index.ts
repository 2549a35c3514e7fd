import { searchAccounts } from './accounts';
import { searchCards } from './cards';

/** The node's list searches, by the name that a locator gives. */
export const listSearch = { searchAccounts, searchCards };
