import { type OwnerSignature, signChallenge, signInText } from '../challenge.mts';
import { beginScreening, changeCustomer, openCustomer } from '../customers/change.mts';
import { badRequest } from '../http/errors.mts';
import { customerOf } from './lookup.mts';
import { type Call, created, noContent, ok, listed, type Operation } from './operation.mts';

interface NewCustomer {
	/** CAIP-10. */
	chainId: string;
	externalId: string;
}

const createCustomer: Operation = (call) => {
	const { chainId, externalId } = (call as Call<NewCustomer>).body;
	const { store } = call.sandbox;
	const customer = openCustomer(store, chainId, externalId);
	return created({
		...customer,
		challenge: store.challenges.issue(customer.id, signInText(store, chainId)),
	});
};

/** The open challenge again; a planted customer gets its first one here. */
const getCustomerChallenge: Operation = (call) => {
	const { id, status, chainId } = customerOf(call);
	const { store } = call.sandbox;
	if (status !== 'initiating') {
		throw badRequest(`Customer ${id} is ${status}; no challenge is open.`, 'illegal_state');
	}
	return ok(
		store.transaction(() => ({
			challenge:
				store.challenges.of(id)?.challenge ??
				store.challenges.issue(id, signInText(store, chainId)),
		})),
	);
};

const signCustomerChallenge: Operation = (call) => {
	const { challenge } = (call as Call<OwnerSignature>).body;
	const customer = customerOf(call);
	const { store, settings } = call.sandbox;
	signChallenge(store, customer.id, challenge);
	beginScreening(store, customer, settings.stepMs);
	return noContent();
};

export const customerOperations: Record<string, Operation> = {
	createCustomer,
	listCustomers: ({ sandbox }) => listed(sandbox.store.entities.customers.arrayText()),
	getCustomer: (call) => ok(customerOf(call)),
	getCustomerChallenge,
	signCustomerChallenge,
	activateCustomer: (call) => ok(changeCustomer(call.sandbox.store, customerOf(call), 'activate')),
	deactivateCustomer: (call) =>
		ok(changeCustomer(call.sandbox.store, customerOf(call), 'deactivate')),
};
