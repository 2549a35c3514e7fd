import { moneyOf } from '../payments/authorisations.mts';
import { newTransaction, onChain } from '../payments/transactions.mts';
import type { Store } from '../store/store.mts';
import type { Authorisation, Card } from '../types.mts';

/** What the small world's cards have paid; ids and dates are fixed, so that every fresh store is the same. */

const SHOPS = [
	{ id: 'M1001', name: 'Corner Grocer', mcc: 5411, country: 'IE', city: 'Dublin' },
	{ id: 'M1002', name: 'Northern Rail', mcc: 4112, country: 'GB', city: 'Leeds' },
	// Printed as 0742: a number loses the leading zero.
	{ id: 'M1003', name: 'Harbour Vet', mcc: 742, country: 'NL', city: 'Amsterdam' },
] as const;

interface Payment {
	/** Number of the card in the small world, e.g. 501. */
	card: number;
	shop: 0 | 1 | 2;
	amount: string;
	currency: string;
	hold: Authorisation['status'] | 'none';
	transaction?: 'processed' | 'reversed';
}

const PAYMENTS: readonly Payment[] = [
	{
		card: 501,
		shop: 0,
		amount: '24.90',
		currency: 'EUR',
		hold: 'captured',
		transaction: 'processed',
	},
	{
		card: 501,
		shop: 1,
		amount: '61.35',
		currency: 'GBP',
		hold: 'captured',
		transaction: 'processed',
	},
	{ card: 501, shop: 1, amount: '61.35', currency: 'GBP', hold: 'none', transaction: 'processed' },
	{ card: 501, shop: 2, amount: '80', currency: 'EUR', hold: 'pending' },
	{
		card: 602,
		shop: 2,
		amount: '145.00',
		currency: 'EUR',
		hold: 'captured',
		transaction: 'reversed',
	},
	{ card: 602, shop: 0, amount: '12.05', currency: 'EUR', hold: 'released' },
	{
		card: 801,
		shop: 1,
		amount: '9.99',
		currency: 'USD',
		hold: 'captured',
		transaction: 'processed',
	},
];

const idOf = (letter: string, number: number) =>
	`${letter}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const dayOf = (number: number) => `2025-06-${String(number + 2).padStart(2, '0')}T10:15:00.000Z`;

/** Stores the payments of the demo cards. Call it in the transaction that stored the cards. */
export function seedPayments(store: Store): void {
	for (const [index, payment] of PAYMENTS.entries()) {
		const card = store.entities.cards.get(idOf('d', payment.card));
		if (!card) throw new Error(`The small world has no card ${payment.card}`);
		seedPayment(store, card, payment, index + 1);
	}
}

function seedPayment(store: Store, card: Card, payment: Payment, number: number): void {
	const { shop, amount, currency, hold, transaction } = payment;
	const { accountId, id: cardId } = card;
	const money = { ...moneyOf(store, accountId, amount, currency), merchant: SHOPS[shop] };
	const at = dayOf(number);
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
	const processing = { ...newTransaction(store, owner, money), id: idOf('f', number) };
	const settled = onChain(processing, 'processed');
	const last = transaction === 'reversed' ? onChain(settled, 'reversed') : settled;
	const chainTransactions = last.chainTransactions.map((entry) => ({ ...entry, createdAt: at }));
	store.entities.transactions.put({ ...last, chainTransactions, ...dates });
}
