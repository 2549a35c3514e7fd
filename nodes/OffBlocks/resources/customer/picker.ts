import {
	endOf,
	inStatus,
	pickerEntry,
	shortened,
	SHOWN,
	type Picker,
	type PickerEntry,
} from '../../shared/picker';
import { CUSTOMER_STATES, type Customer } from './customer';

/** A customer in the editor's list, and what an account without a named card is named by. */
export interface CustomerEntry extends PickerEntry {
	externalId?: string;
}

const ACTIVE = inStatus(['active'], 'Not active');
const SIGNABLE = inStatus(['initiating'], 'Nothing to sign');
const VERIFYING = inStatus(['verifying'], 'Not being verified');

/** The customers, by the ID that you gave them. */
export const customerPicker: Picker<Customer, CustomerEntry> = {
	resource: 'customer',
	path: () => '/customers',
	entry({ id, externalId, status, chainId }) {
		const name = shortened(String(externalId ?? ''), SHOWN) || `customer ${endOf(id)}`;
		return { ...pickerEntry(name, id, status, `${externalId} ${chainId}`), externalId };
	},
	states: CUSTOMER_STATES,
	usual: ACTIVE,
	needs: {
		'customer/getChallenge': SIGNABLE,
		'customer/submitChallengeSignature': SIGNABLE,
		'simulator/rejectCustomer': VERIFYING,
		'simulator/verifyCustomer': VERIFYING,
	},
};
