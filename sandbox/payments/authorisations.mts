import { randomUUID } from 'node:crypto';
import { badRequest } from '../http/errors.mts';
import type { Store } from '../store/store.mts';
import type { Authorisation, Card, Merchant } from '../types.mts';
import { isExpired } from '../cards/issue.mts';
import { queueEvent } from '../webhooks/events.mts';
import { isZero, plain, times } from './decimal.mts';
import { exchangeRate } from './rates.mts';
import { beginTransaction, type Money } from './transactions.mts';

/** The merchant of the vendor's own example (docs.offblocks.xyz, Card Authorisations). */
const MERCHANT = { id: 'TEST', name: 'Test Merchant', mcc: 9999, country: 'GB', city: 'London' };
/** How long a hold waits for its capture: made up, after the days that the vendor honours captures of a terminated card. */
const HOLD_MS = 30 * 86_400_000;
const CURRENCY_PLACES = 2;

function save(store: Store, authorisation: Authorisation): Authorisation {
	store.entities.authorisations.put(authorisation);
	queueEvent(store, 'authorisation.updated', authorisation);
	return authorisation;
}

function become(
	store: Store,
	authorisation: Authorisation,
	status: Authorisation['status'],
): Authorisation {
	return save(store, { ...authorisation, status, updatedAt: store.clock.nanosecondStamp() });
}

/** ISO 4217 currency of an account; of one that is not there EUR. */
export const currencyOf = (store: Store, accountId: string): string =>
	store.entities.accounts.get(accountId)?.currencies?.[0] ?? 'EUR';

/** The amounts of a payment, in the merchant's currency and the account's. @throws ApiError 400 */
export function moneyOf(
	store: Store,
	accountId: string,
	amount: string,
	merchantCurrency: string,
	merchant?: Merchant,
): Money {
	return moneyIn(currencyOf(store, accountId), amount, merchantCurrency, merchant);
}

/** The same, where the account's currency is known. */
export function moneyIn(
	currency: string,
	amount: string,
	merchantCurrency: string,
	merchant: Merchant = MERCHANT,
): Money {
	const rate = exchangeRate(merchantCurrency, currency);
	const merchantAmount = plain(amount);
	return {
		amount: rate === '1' ? merchantAmount : times(merchantAmount, rate, CURRENCY_PLACES),
		currency,
		merchantAmount,
		merchantCurrency,
		exchangeRate: rate,
		merchant,
	};
}

/** A pending authorisation of a card, not stored yet. @throws ApiError 400 where the currency is unknown */
export function pendingAuthorisation(
	store: Store,
	card: Card,
	amount: string,
	currency: string,
	merchant?: Merchant,
): Authorisation {
	const now = store.clock.millisecondStamp();
	return {
		id: randomUUID(),
		accountId: card.accountId,
		cardId: card.id,
		status: 'pending',
		...moneyOf(store, card.accountId, amount, currency, merchant),
		createdAt: now,
		updatedAt: now,
	};
}

/** @throws ApiError 400 where the amount is nothing, the card has expired, or card, account or customer is not active */
export function authorise(
	store: Store,
	card: Card,
	amount: string,
	currency: string,
	merchant?: Merchant,
): Authorisation {
	if (isZero(amount)) throw badRequest('The amount must be more than 0.', undefined, 'amount');
	const account = store.entities.accounts.get(card.accountId);
	const customer = account && store.entities.customers.get(account.customerId);
	for (const [what, status] of [
		['A card', card.status],
		['The card of an account', account?.status ?? 'active'],
		['The card of a customer', customer?.status ?? 'active'],
	]) {
		if (status !== 'active') {
			throw badRequest(
				`${what} that is ${status} cannot pay; only one that is active can.`,
				'illegal_state',
			);
		}
	}
	if (isExpired(card, store.clock.date())) {
		throw badRequest(`The card expired at the end of ${card.expirationDate}.`, 'illegal_state');
	}
	const hold = save(store, pendingAuthorisation(store, card, amount, currency, merchant));
	store.steps.queue('expire', hold.id, HOLD_MS);
	return hold;
}

/** Another amount of a pending hold, as a petrol pump or a hotel does it; the status stays. @throws ApiError 400 */
export function changeAmount(
	store: Store,
	authorisation: Authorisation,
	amount: string,
): Authorisation {
	if (isZero(amount)) throw badRequest('The amount must be more than 0.', undefined, 'amount');
	requirePending(authorisation, 'changed');
	const { accountId, merchantCurrency, merchant } = authorisation;
	const money = moneyOf(store, accountId, amount, merchantCurrency, merchant);
	return save(store, { ...authorisation, ...money, updatedAt: store.clock.nanosecondStamp() });
}

function requirePending({ id, status }: Authorisation, done: string): void {
	if (status !== 'pending') {
		throw badRequest(
			`Authorisation ${id} is ${status}; only a pending one can be ${done}.`,
			'illegal_state',
		);
	}
}

/** Begins a capture; the rest follows by itself. @throws ApiError 400 where it is not pending */
export function capture(store: Store, authorisation: Authorisation, stepMs: number): void {
	requirePending(authorisation, 'captured');
	become(store, authorisation, 'capturing');
	store.steps.queue('capture', authorisation.id, stepMs);
}

/** Begins to give a hold back; the rest follows by itself. @throws ApiError 400 where it is not pending */
export function release(store: Store, authorisation: Authorisation, stepMs: number): void {
	requirePending(authorisation, 'released');
	become(store, authorisation, 'releasing');
	store.steps.queue('release', authorisation.id, stepMs);
}

/** The capture's own step: pending is taken to capturing, capturing to captured, and a transaction begins. */
export function captureStep(store: Store, id: string, stepMs: number): void {
	const authorisation = store.entities.authorisations.get(id);
	if (authorisation?.status === 'pending') capture(store, authorisation, stepMs);
	if (authorisation?.status !== 'capturing') return;
	beginTransaction(store, become(store, authorisation, 'captured'), stepMs);
}

/** A hold that nobody has captured in time is given back. */
export function expireStep(store: Store, id: string, stepMs: number): void {
	const authorisation = store.entities.authorisations.get(id);
	if (authorisation?.status === 'pending') release(store, authorisation, stepMs);
}

export function releaseStep(store: Store, id: string): void {
	const authorisation = store.entities.authorisations.get(id);
	if (authorisation?.status === 'releasing') become(store, authorisation, 'released');
}
