import { nanosecondStamp } from '../clock.mts';
import { badRequest } from '../http/errors.mts';
import type { Store } from '../store/store.mts';
import type { Account, Customer } from '../types.mts';
import { queueEvent } from '../webhooks/events.mts';

/** Where a verification leads the customer, and the accounts that waited for it. */
const OUTCOMES = {
	verify: { customer: 'active', account: 'active', done: 'verified' },
	reject: { customer: 'rejected', account: 'failed', done: 'rejected' },
} as const;

/**
 * Ends a customer's verification (docs.offblocks.xyz, Customer States). That pending accounts follow is this
 * sandbox's choice.
 * @throws ApiError 400 where the customer is not verifying
 */
export function endVerification(
	store: Store,
	customer: Customer,
	outcome: keyof typeof OUTCOMES,
): void {
	const { customer: status, account: accountStatus, done } = OUTCOMES[outcome];
	if (customer.status !== 'verifying') {
		throw badRequest(
			`Customer ${customer.id} is ${customer.status}; only one that is verifying can be ${done}.`,
			'illegal_state',
		);
	}
	const changed: Customer = { ...customer, status, updatedAt: nanosecondStamp() };
	store.entities.putCustomer(changed);
	queueEvent(store, 'customer.updated', changed);
	for (const account of store.entities.accountsOf(customer.id)) {
		if (account.status === 'pending') saveAccount(store, { ...account, status: accountStatus });
	}
}

function saveAccount(store: Store, account: Account): void {
	const changed = { ...account, updatedAt: nanosecondStamp() };
	store.entities.putAccount(changed);
	queueEvent(store, 'account.updated', changed);
}
