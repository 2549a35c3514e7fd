import { hash, randomUUID } from 'node:crypto';
import { chainOf, tokenOf } from '../engine/chains.mts';
import { conflict } from '../http/errors.mts';
import type { Store } from '../store/store.mts';
import type { Authorisation, Card, Fee, Transaction } from '../types.mts';
import { queueEvent } from '../webhooks/events.mts';
import { times } from './decimal.mts';
import { inTokens } from './rates.mts';

const TOKEN_PLACES = 18;
/** Shares of the settled amount, and what the network takes whatever the amount: made up. */
const PARTNER_SHARE = '0.005';
const SERVICE_SHARE = '0.01';
const NETWORK_FEE = '0.1';

export type Money = Pick<
	Authorisation,
	'amount' | 'currency' | 'merchantAmount' | 'merchantCurrency' | 'exchangeRate' | 'merchant'
>;

function save(store: Store, transaction: Transaction): Transaction {
	store.entities.transactions.put(transaction);
	queueEvent(store, 'transaction.updated', transaction);
	return transaction;
}

/** `amount` in the tokens of a chain, with its fees: parts of it, in the same tokens. */
function settlement(chain: string, { amount, currency }: Money) {
	const tokenAmount = inTokens(amount, currency);
	const fees: Fee[] = [
		{ type: 'partner', tokenAmount: times(tokenAmount, PARTNER_SHARE, TOKEN_PLACES) },
		{ type: 'service', tokenAmount: times(tokenAmount, SERVICE_SHARE, TOKEN_PLACES) },
		{ type: 'network', tokenAmount: NETWORK_FEE },
	];
	return { tokenAmount, token: tokenOf(chain), fees };
}

const chainOfAccount = (store: Store, accountId: string): string =>
	chainOf(store.entities.accounts.get(accountId)?.chainId ?? '');

/**
 * A transaction that is processing, not stored yet: of an authorisation a debit, else a credit.
 * @param chain CAIP-2, where it is known already
 */
export function newTransaction(
	store: Store,
	owner: { accountId: string; cardId?: string; authorisationId?: string },
	{ amount, currency, merchantAmount, merchantCurrency, exchangeRate, merchant }: Money,
	chain = chainOfAccount(store, owner.accountId),
): Transaction {
	const money = { amount, currency, merchantAmount, merchantCurrency, exchangeRate, merchant };
	const now = store.clock.nanosecondStamp();
	return {
		id: randomUUID(),
		...owner,
		status: 'processing',
		direction: owner.authorisationId === undefined ? 'credit' : 'debit',
		...money,
		...settlement(chain, money),
		chainTransactions: [],
		createdAt: now,
		updatedAt: now,
	};
}

/** The debit that follows a capture. */
export function beginTransaction(store: Store, hold: Authorisation, stepMs: number): void {
	const { accountId, cardId, id: authorisationId } = hold;
	const owner = { accountId, ...(cardId !== undefined && { cardId }), authorisationId };
	const { id } = save(store, newTransaction(store, owner, hold));
	store.steps.queue('settle', id, stepMs);
}

/**
 * The credit of a refund, which the vendor's simulator cannot make.
 * @param fees in the place of those that the sandbox makes up
 */
export function refund(
	store: Store,
	card: Pick<Card, 'id' | 'accountId'>,
	money: Money,
	stepMs: number,
	fees?: Fee[],
): Transaction {
	const owner = { accountId: card.accountId, cardId: card.id };
	const credit = newTransaction(store, owner, money);
	const transaction = save(store, { ...credit, fees: fees ?? credit.fees });
	store.steps.queue('settle', transaction.id, stepMs);
	return transaction;
}

/** Begins a reversal, which the vendor's simulator cannot make. @throws ApiError 409 where it is not processed */
export function reverse(store: Store, transaction: Transaction, stepMs: number): Transaction {
	if (transaction.status !== 'processed') {
		throw conflict('invalid_state_transition', 'Invalid state transition');
	}
	store.steps.queue('settle', transaction.id, stepMs);
	return save(store, {
		...transaction,
		status: 'reversing',
		updatedAt: store.clock.nanosecondStamp(),
	});
}

/** Other fees on a transaction, whatever its status, as the banking partners may find them later. */
export const chargeFees = (store: Store, transaction: Transaction, fees: Fee[]): Transaction =>
	save(store, { ...transaction, fees, updatedAt: store.clock.nanosecondStamp() });

/** A transaction with one more entry on its chain. @param now when, ISO 8601 */
export function onChain(
	transaction: Transaction,
	status: Transaction['status'],
	now = transaction.updatedAt,
): Transaction {
	const digest = hash('sha256', `${transaction.id} ${status}`);
	const chain = transaction.token.split('/')[0] ?? '';
	const entry = { chainId: `${chain}:0x${digest}`, createdAt: now };
	const chainTransactions = [...transaction.chainTransactions, entry];
	return { ...transaction, status, chainTransactions, updatedAt: now };
}

/** A step's end: processing is processed, reversing is reversed. */
export function settleStep(store: Store, id: string): void {
	const transaction = store.entities.transactions.get(id);
	const now = store.clock.nanosecondStamp();
	if (transaction?.status === 'processing') save(store, onChain(transaction, 'processed', now));
	if (transaction?.status === 'reversing') save(store, onChain(transaction, 'reversed', now));
}
