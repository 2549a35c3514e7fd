import { randomUUID } from 'node:crypto';
import { changeCard, saveCard } from '../cards/change.mts';
import { COUNTRIES } from '../cards/countries.mts';
import { FINAL_STATES } from '../cards/states.mts';
import { ApiError, badRequest } from '../http/errors.mts';
import type { Address, Card } from '../types.mts';
import { accountOf, cardOf } from './lookup.mts';
import { type Call, created, noContent, ok, listed, type Operation } from './operation.mts';

interface NewCard {
	type: Card['type'];
	billingAddress: Address;
	shippingAddress?: Address;
}

function checkAddress(field: string, address: Address): void {
	if (!COUNTRIES.has(address.country)) {
		throw badRequest(
			`${field}.country ${address.country} is not an ISO 3166-1 alpha-2 code.`,
			undefined,
			`${field}.country`,
		);
	}
	for (const line of ['firstLine', 'city', 'postCode'] as const) {
		if (!address[line].trim()) {
			throw badRequest(`${field}.${line} is blank.`, undefined, `${field}.${line}`);
		}
	}
}

const createCard: Operation = (call) => {
	const { type, billingAddress, shippingAddress } = (call as Call<NewCard>).body;
	const { store } = call.sandbox;
	const account = accountOf(call);
	if (account.status !== 'active') {
		throw badRequest(
			`Account ${account.id} is ${account.status}; only an active account can have a card.`,
			'illegal_state',
		);
	}
	const customer = store.entities.customers.get(account.customerId);
	if (customer && customer.status !== 'active') {
		throw badRequest(
			`Customer ${customer.id} is ${customer.status}; only an active customer can have a card.`,
			'illegal_state',
		);
	}
	checkAddress('billingAddress', billingAddress);
	if (shippingAddress) checkAddress('shippingAddress', shippingAddress);
	if (type === 'physical' && !shippingAddress) {
		throw badRequest('A physical card needs a shippingAddress.', undefined, 'shippingAddress');
	}
	const other = store.entities.cards
		.list('account_id', account.id)
		.find((card) => card.type === type && !FINAL_STATES.has(card.status));
	if (other) {
		throw new ApiError(
			call.sandbox.settings.secondCard,
			'card_limit',
			`Account ${account.id} already has a ${type} card (${other.id}, ${other.status}); the limit is one virtual and one physical card an account.`,
		);
	}
	const now = store.clock.millisecondStamp();
	const id = randomUUID();
	return created(
		saveCard(store, {
			id,
			accountId: account.id,
			type,
			billingAddress,
			status: 'issuing',
			createdAt: now,
			updatedAt: now,
		}),
	);
};

export const cardOperations: Record<string, Operation> = {
	createCard,
	listCards: ({ sandbox }) => listed(sandbox.store.entities.cards.arrayText()),
	listAccountCards: (call) =>
		listed(call.sandbox.store.entities.cards.arrayText('account_id', accountOf(call).id)),
	getCard: (call) => ok(cardOf(call)),
	activateCard: (call) => ok(changeCard(call.sandbox.store, cardOf(call), 'activate')),
	deactivateCard: (call) => ok(changeCard(call.sandbox.store, cardOf(call), 'deactivate')),
	terminateCard: (call) => {
		changeCard(call.sandbox.store, cardOf(call), 'terminate');
		return noContent();
	},
};
