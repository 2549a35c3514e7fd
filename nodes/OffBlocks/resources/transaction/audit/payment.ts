import type { Account } from '../../account/account';
import { instant } from '../../card/audit/cardFacts';
import { countryOf, merchantOf } from '../../payment';
import type { Transaction } from '../transaction';
import type { PaidCard, Payment } from './types';

/** Ids that a finding names; a burst of thousands would fill it. */
const MAX_IDS = 100;

/** A transaction as rules look at it. */
export function paymentOf(
	transaction: Transaction,
	account: Account,
	cards: ReadonlyMap<string, PaidCard>,
): Payment {
	const { status, cardId } = transaction;
	return {
		transaction,
		at: instant(transaction.createdAt),
		debit: transaction.direction === 'debit',
		undone: status === 'reversed' || status === 'reversing',
		country: countryOf(transaction as { merchant?: unknown }),
		account,
		card: typeof cardId === 'string' ? cards.get(cardId) : undefined,
	};
}

/** "25 EUR at Corner Grocer" */
export function paid({ transaction }: Payment): string {
	return `${moneyIn(transaction.amount, transaction.currency)} at ${shopOf(transaction)}`;
}

/** "25 EUR" */
export function moneyIn(amount: unknown, currency: unknown): string {
	return `${String(amount).slice(0, 40)} ${String(currency).slice(0, 10)}`;
}

/** The merchant's name for a sentence; its id where it has none. */
export function shopOf(thing: { merchant?: unknown }): string {
	const { name, id } = merchantOf(thing);
	const text = [name, id].find((part) => typeof part === 'string' && part.trim() !== '');
	return text === undefined ? 'an unnamed merchant' : String(text).trim().slice(0, 80);
}

/** The ids of the first payments of several. */
export function idsOf(payments: readonly Payment[]): string[] {
	return payments.slice(0, MAX_IDS).map(({ transaction }) => transaction.id);
}
