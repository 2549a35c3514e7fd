import { randomUUID } from 'node:crypto';
import { changeAccountsOf, deployStep } from '../accounts/change.mts';
import { badRequest, conflict } from '../http/errors.mts';
import { nextStatus, type Transitions } from '../states.mts';
import type { Store } from '../store/store.mts';
import type { Customer } from '../types.mts';
import { queueEvent } from '../webhooks/events.mts';

/** What can be done to a customer (docs.offblocks.xyz, Customer States). */
const TRANSITIONS = {
	sign: { from: ['initiating'], to: 'screening' },
	activate: { from: ['inactive'], to: 'active' },
	deactivate: { from: ['active'], to: 'inactive' },
} as const satisfies Transitions<Customer['status']>;

/** Where a verification leads the customer. */
const OUTCOMES = {
	verify: { status: 'active', done: 'verified' },
	reject: { status: 'rejected', done: 'rejected' },
} as const;

function save(store: Store, customer: Customer): Customer {
	store.entities.customers.put(customer);
	queueEvent(store, 'customer.updated', customer);
	return customer;
}

/**
 * Stores a customer whose challenge is to be signed.
 * @throws ApiError 409 where another has this chainId or externalId; that either counts is this sandbox's choice
 */
export function openCustomer(store: Store, chainId: string, externalId: string): Customer {
	const { customers } = store.entities;
	const known =
		customers.list('chain_id', chainId.toLowerCase())[0] ??
		customers.list('external_id', externalId)[0];
	if (known) throw conflict('customer_exists', 'Customer already exists');
	const now = store.clock.millisecondStamp();
	const id = randomUUID();
	return save(store, {
		id,
		externalId,
		chainId,
		status: 'initiating',
		createdAt: now,
		updatedAt: now,
	});
}

/** Takes the owner's signature; the screening passes by itself. */
export function beginScreening(store: Store, customer: Customer, stepMs: number): void {
	const status = nextStatus(TRANSITIONS.sign, customer.status);
	save(store, { ...customer, status, updatedAt: store.clock.nanosecondStamp() });
	store.steps.queue('screen', customer.id, stepMs);
}

export function screenStep(store: Store, id: string): void {
	const customer = store.entities.customers.get(id);
	if (customer?.status !== 'screening') return;
	save(store, { ...customer, status: 'verifying', updatedAt: store.clock.nanosecondStamp() });
}

/**
 * Takes a customer and its accounts out of use or back. That the accounts follow, and cards' status does not, is
 * this sandbox's choice.
 * @throws ApiError 409 where the customer's status does not allow it
 */
export function changeCustomer(
	store: Store,
	customer: Customer,
	transition: 'activate' | 'deactivate',
): Customer {
	const status = nextStatus(TRANSITIONS[transition], customer.status);
	const changed = save(store, { ...customer, status, updatedAt: store.clock.nanosecondStamp() });
	changeAccountsOf(store, changed, transition);
	return changed;
}

/**
 * Ends a customer's verification, as the simulator is told. That pending accounts follow is this sandbox's choice.
 * @throws ApiError 400 where the customer is not verifying: the simulator's part of the contract lists no 409
 */
export function endVerification(
	store: Store,
	customer: Customer,
	outcome: keyof typeof OUTCOMES,
): void {
	const { status, done } = OUTCOMES[outcome];
	if (customer.status !== 'verifying') {
		throw badRequest(
			`Customer ${customer.id} is ${customer.status}; only one that is verifying can be ${done}.`,
			'illegal_state',
		);
	}
	save(store, { ...customer, status, updatedAt: store.clock.nanosecondStamp() });
	for (const { id } of store.entities.accounts.list('customer_id', customer.id)) {
		deployStep(store, id);
	}
}
