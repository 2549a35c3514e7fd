import { moneyOf } from '../payments/authorisations.mts';
import { newTransaction, onChain } from '../payments/transactions.mts';
import type { Store } from '../store/store.mts';
import type { Authorisation } from '../types.mts';

/** A payment of sample data. */
export interface SamplePayment {
	/** Number of the card, e.g. 501. */
	card: number;
	merchant: Authorisation['merchant'];
	amount: string;
	currency: string;
	hold: Authorisation['status'] | 'none';
	transaction?: 'processed' | 'reversed';
}

const idOf = (letter: string, number: number) =>
	`${letter}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/**
 * Stores the hold and the transaction of a payment. Call it in the transaction that stored the cards.
 *
 * @param number makes the ids
 * @param at ISO 8601, of all its dates
 */
export function seedPayment(
	store: Store,
	{ card, merchant, amount, currency, hold, transaction }: SamplePayment,
	{ number, at }: { number: number; at: string },
): void {
	const paying = store.entities.cards.get(idOf('d', card));
	if (!paying) throw new Error(`The sample data has no card ${card}`);
	const { accountId, id: cardId } = paying;
	const money = { ...moneyOf(store, accountId, amount, currency), merchant };
	const dates = { createdAt: at, updatedAt: at };
	const authorisationId = idOf('e', number);
	if (hold !== 'none') {
		store.entities.authorisations.put({
			id: authorisationId,
			accountId,
			cardId,
			status: hold,
			...money,
			...dates,
		});
	}
	if (transaction === undefined) return;
	const owner = { accountId, cardId, ...(hold !== 'none' && { authorisationId }) };
	const begun = { ...newTransaction(store, owner, money), id: idOf('f', number) };
	const settled = onChain(begun, 'processed');
	const last = transaction === 'reversed' ? onChain(settled, 'reversed') : settled;
	const chainTransactions = last.chainTransactions.map((entry) => ({ ...entry, createdAt: at }));
	store.entities.transactions.put({ ...last, chainTransactions, ...dates });
}
