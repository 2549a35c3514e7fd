import type { Entity } from '../../engine/Entity';
import { anyOf, contains, dates } from '../../engine/list/filters';
import type { Listing } from '../../engine/list/listMany';
import { byName, momentOrders } from '../../engine/list/order';
import { WHOLE } from '../../engine/shape';
import { statusOptions } from '../../shared/states';
import { CUSTOMER_STATES, type Customer } from './customer';
import { chooseCustomer } from './fields';

export const customer: Entity = {
	noun: 'customer',
	plural: 'customers',
	one: 'a customer',
	path: '/customers',
	idField: 'customerId',
	label: 'Customer',
	choose: [chooseCustomer],
	shape: WHOLE,
	states: CUSTOMER_STATES,
};

/** How lists of customers can be narrowed down and sorted. */
export const customerListing: Listing<Customer> = {
	entity: customer,
	filters: [
		anyOf('Statuses', 'statuses', statusOptions(CUSTOMER_STATES.statuses), ({ status }) => status),
		contains(
			'External ID Contains',
			'externalIdContains',
			({ externalId }) => externalId,
			'e.g. HR-1024',
		),
		contains('Chain ID Contains', 'chainIdContains', ({ chainId }) => chainId, 'e.g. eip155:42161'),
		...dates<Customer>('Created', 'created', ({ createdAt }) => createdAt, 'Customers created'),
		...dates<Customer>('Updated', 'updated', ({ updatedAt }) => updatedAt, 'Customers changed'),
	],
	orders: [
		...momentOrders('Created', 'created', 'createdAt'),
		{
			name: 'External ID: A to Z',
			value: 'externalIdAscending',
			order: () => byName('externalId'),
		},
		...momentOrders('Updated', 'updated', 'updatedAt'),
	],
};
