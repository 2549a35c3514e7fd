import { pickerEntry, type Picker } from '../../shared/picker';
import { CUSTOMER_STATES, type Customer } from './customer';

/** The customers, by the ID that you gave them. */
export const customerPicker: Picker<Customer> = {
	resource: 'customer',
	path: () => '/customers',
	entry: ({ id, externalId, status, chainId }) =>
		pickerEntry([externalId, status].filter(Boolean).join(' · '), id, status, String(chainId)),
	states: CUSTOMER_STATES,
	first: ['active'],
};
