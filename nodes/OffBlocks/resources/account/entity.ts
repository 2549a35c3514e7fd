import type { Entity } from '../../engine/Entity';
import { anyOf, anyTyped, dates } from '../../engine/list/filters';
import type { Listing } from '../../engine/list/listMany';
import { momentOrders } from '../../engine/list/order';
import { WHOLE } from '../../engine/shape';
import { currency } from '../../shared/currencies';
import { statusOptions } from '../../shared/states';
import { ACCOUNT_STATES, type Account } from './account';
import { chooseAccount } from './fields';

export const account: Entity = {
	noun: 'account',
	plural: 'accounts',
	one: 'an account',
	path: '/accounts',
	idField: 'accountId',
	label: 'Account',
	choose: [chooseAccount],
	shape: WHOLE,
	states: ACCOUNT_STATES,
};

/** How lists of accounts can be narrowed down and sorted. */
export const accountListing: Listing<Account> = {
	entity: account,
	filters: [
		anyOf('Statuses', 'statuses', statusOptions(ACCOUNT_STATES.statuses), ({ status }) => status),
		anyTyped(
			'Currencies',
			'currencies',
			currency,
			({ currencies }) => currencies,
			'e.g. EUR, GBP',
			'Any of these ISO 4217 codes, separated by commas',
		),
		...dates<Account>('Created', 'created', ({ createdAt }) => createdAt, 'Accounts opened'),
		...dates<Account>('Updated', 'updated', ({ updatedAt }) => updatedAt, 'Accounts changed'),
	],
	orders: [
		...momentOrders('Created', 'created', 'createdAt'),
		...momentOrders('Updated', 'updated', 'updatedAt'),
	],
};
