import { locator } from '../../engine/locator';

export const chooseAccount = locator(
	'Account',
	'accountId',
	'searchAccounts',
	'The account to use, listed by the names on its cards',
);
