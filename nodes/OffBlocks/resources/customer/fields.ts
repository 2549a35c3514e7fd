import { locator } from '../../engine/locator';

export const chooseCustomer = locator(
	'Customer',
	'customerId',
	'searchCustomers',
	'The customer, listed by external ID',
);
