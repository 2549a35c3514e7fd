import { randomUUID } from 'node:crypto';
import { changeAccount, openAccount } from '../accounts/change.mts';
import { type OwnerSignature, signChallenge } from '../challenge.mts';
import { badRequest } from '../http/errors.mts';
import { accountOf, customerOf } from './lookup.mts';
import { type Call, created, noContent, ok, listed, type Operation } from './operation.mts';

interface NewAccount {
	type: 'card_account';
	currencies: string[];
}

const createAccount: Operation = (call) => {
	const { currencies } = (call as Call<NewAccount>).body;
	const customer = customerOf(call);
	const { store } = call.sandbox;
	if (customer.status === 'rejected' || customer.status === 'inactive') {
		throw badRequest(
			`Customer ${customer.id} is ${customer.status} and cannot have a new account.`,
			'illegal_state',
		);
	}
	if (currencies.length > 1) {
		throw badRequest('An account has one currency for now.', 'too_many_currencies', 'currencies');
	}
	const account = openAccount(store, customer, currencies);
	return created({ ...account, challenge: store.challenges.issue(account.id, randomUUID()) });
};

/** A new challenge, which voids the earlier ones: for an account to be made, or one to be taken off its chain. */
const getAccountChallenge: Operation = (call) => {
	const { id, status } = accountOf(call);
	const { store } = call.sandbox;
	const waits =
		status === 'initiating' || (status === 'closed' && store.challenges.of(id)?.signed === false);
	if (!waits) {
		throw badRequest(`Account ${id} is ${status}; nothing waits to be signed.`, 'illegal_state');
	}
	return ok({ challenge: store.challenges.issue(id, randomUUID()) });
};

const signAccountChallenge: Operation = (call) => {
	const { challenge } = (call as Call<OwnerSignature>).body;
	const account = accountOf(call);
	const { store, settings } = call.sandbox;
	signChallenge(store, account.id, challenge);
	if (account.status === 'initiating') {
		changeAccount(store, account, 'sign');
		store.steps.queue('deploy', account.id, settings.stepMs);
	}
	return noContent();
};

const closeAccount: Operation = (call) => {
	const { store } = call.sandbox;
	const { id } = changeAccount(store, accountOf(call), 'close');
	store.challenges.issue(id, randomUUID());
	return noContent();
};

export const accountOperations: Record<string, Operation> = {
	createAccount,
	listCustomerAccounts: (call) =>
		ok(call.sandbox.store.entities.accounts.list('customer_id', customerOf(call).id)),
	listAccounts: ({ sandbox }) => listed(sandbox.store.entities.accounts.arrayText()),
	getAccount: (call) => ok(accountOf(call)),
	getAccountChallenge,
	signAccountChallenge,
	activateAccount: (call) => ok(changeAccount(call.sandbox.store, accountOf(call), 'activate')),
	deactivateAccount: (call) => ok(changeAccount(call.sandbox.store, accountOf(call), 'deactivate')),
	closeAccount,
};
