import { createHash, randomUUID } from 'node:crypto';
import { chainOf } from '../engine/chains.mts';
import { nextStatus, type Transitions } from '../states.mts';
import type { Store } from '../store/store.mts';
import type { Account, Customer } from '../types.mts';
import { queueEvent } from '../webhooks/events.mts';
import type { AccountStatus } from '../world.mts';

/** What can be done to an account (docs.offblocks.xyz, Account States). */
const TRANSITIONS = {
	sign: { from: ['initiating'], to: 'pending' },
	activate: { from: ['inactive'], to: 'active' },
	deactivate: { from: ['active'], to: 'inactive' },
	// Sandbox choice: one whose first challenge is open cannot be closed; final states are final.
	close: { from: ['pending', 'active', 'inactive'], to: 'closed' },
} as const satisfies Transitions<AccountStatus>;

export type AccountTransition = keyof typeof TRANSITIONS;

function save(store: Store, account: Account): Account {
	store.entities.accounts.put(account);
	queueEvent(store, 'account.updated', account);
	return account;
}

/** Stores an account that waits for its challenge to be signed. */
export function openAccount(store: Store, customer: Customer, currencies: string[]): Account {
	const now = store.clock.millisecondStamp();
	return save(store, {
		id: randomUUID(),
		customerId: customer.id,
		status: 'initiating',
		type: 'card_account',
		currencies,
		createdAt: now,
		updatedAt: now,
	});
}

/** @throws ApiError 409 where the account's status does not allow the transition */
export function changeAccount(
	store: Store,
	account: Account,
	transition: AccountTransition,
): Account {
	const status = nextStatus(TRANSITIONS[transition], account.status);
	return save(store, { ...account, status, updatedAt: store.clock.nanosecondStamp() });
}

/** Does to a customer's accounts what is done to the customer, as far as each one's status allows it. */
export function changeAccountsOf(
	store: Store,
	customer: Customer,
	transition: 'activate' | 'deactivate',
): void {
	for (const account of store.entities.accounts.list('customer_id', customer.id)) {
		const { from } = TRANSITIONS[transition];
		if ((from as readonly AccountStatus[]).includes(account.status)) {
			changeAccount(store, account, transition);
		}
	}
}

/** The address of an account's contract on its customer's chain, made up from its id. */
export function chainIdFor(accountId: string, customerChainId: string): string {
	const hash = createHash('sha256').update(accountId).digest('hex');
	return `${chainOf(customerChainId)}:0x${hash.slice(0, 40)}`;
}

/** The deployment's end: a pending account is active where its customer is, failed where rejected, else it waits. */
export function deployStep(store: Store, id: string): void {
	const account = store.entities.accounts.get(id);
	const customer = account && store.entities.customers.get(account.customerId);
	if (!customer || account.status !== 'pending') return;
	const updatedAt = store.clock.nanosecondStamp();
	if (customer.status === 'rejected') save(store, { ...account, status: 'failed', updatedAt });
	if (customer.status !== 'active') return;
	const chainId = account.chainId ?? chainIdFor(id, customer.chainId);
	save(store, { ...account, chainId, status: 'active', updatedAt });
}
