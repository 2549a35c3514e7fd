import type { Store } from '../store/store.mts';
import { seedPayment, type SamplePayment } from './payment.mts';

/** What the small world's cards have paid; ids and dates are fixed, so that every fresh store is the same. */

const SHOPS = [
	{ id: 'M1001', name: 'Corner Grocer', mcc: 5411, country: 'IE', city: 'Dublin' },
	{ id: 'M1002', name: 'Northern Rail', mcc: 4112, country: 'GB', city: 'Leeds' },
	// Printed as 0742: a number loses the leading zero.
	{ id: 'M1003', name: 'Harbour Vet', mcc: 742, country: 'NL', city: 'Amsterdam' },
] as const;

type Payment = Omit<SamplePayment, 'merchant'> & { shop: 0 | 1 | 2 };

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

const dayOf = (number: number) => `2025-06-${String(number + 2).padStart(2, '0')}T10:15:00.000Z`;

/** Stores the payments of the demo cards. Call it in the transaction that stored the cards. */
export function seedPayments(store: Store): void {
	for (const [index, { shop, ...payment }] of PAYMENTS.entries()) {
		const number = index + 1;
		seedPayment(store, { ...payment, merchant: SHOPS[shop] }, { number, at: dayOf(number) });
	}
}
