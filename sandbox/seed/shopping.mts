import type { Store } from '../store/store.mts';
import type { Authorisation } from '../types.mts';
import { seedPayment, type SamplePayment } from './payment.mts';
import { Random } from './random.mts';

/** What the showroom's cards have paid in the last 90 days. */

const DAY_MS = 86_400_000;
const DAYS = 90;

interface Shop {
	merchant: Authorisation['merchant'];
	currency: string;
	/** What people pay there, about. */
	typical: number;
}

const shop = (
	id: string,
	[name, city, country]: [string, string, string],
	mcc: number,
	currency: string,
	typical: number,
): Shop => ({ merchant: { id, name, mcc, country, city }, currency, typical });

const GROCER = shop('M2001', ['Corner Grocer', 'Dublin', 'IE'], 5411, 'EUR', 38);
const RAIL = shop('M2002', ['Northern Rail', 'Leeds', 'GB'], 4112, 'GBP', 61);
const BAKERY = shop('M2003', ['Bakery Sonne', 'Berlin', 'DE'], 5462, 'EUR', 9);
const HOTEL = shop('M2004', ['Hotel Miramar', 'Madrid', 'ES'], 7011, 'EUR', 240);
const HOSTING = shop('M2005', ['Cloud Nine Hosting', 'Austin', 'US'], 7372, 'USD', 49);
const PETROL = shop('M2006', ['Petrol Point', 'Paris', 'FR'], 5541, 'EUR', 72);
const BOOKS = shop('M2007', ['Book Harbour', 'Amsterdam', 'NL'], 5942, 'EUR', 27);
const SHOPS = [GROCER, RAIL, BAKERY, HOTEL, HOSTING, PETROL, BOOKS];

/** Cards that pay, and about how often in 90 days. */
const PAYERS: ReadonlyArray<readonly [card: number, payments: number]> = [
	[2101, 14],
	[2201, 22],
	[2202, 9],
	[2301, 12],
	[2601, 31],
	[2701, 18],
	[3001, 16],
	[3601, 25],
];

type Payment = Omit<SamplePayment, 'merchant' | 'currency'> & {
	shop: Shop;
	/** Days ago. */
	day: number;
};

const paid = (card: number, at: Shop, amount: string, day: number): Payment => ({
	...{ card, shop: at, amount, day },
	hold: 'captured',
	transaction: 'processed',
});

/** Adds the payments. Call it in the transaction that stored the cards. @param now Unix milliseconds */
export function seedShopping(store: Store, now: number): void {
	for (const [index, { shop: at, day, ...payment }] of [...everyday(), ...NOTABLE].entries()) {
		const { merchant, currency } = at;
		const date = new Date(now - day * DAY_MS).toISOString();
		seedPayment(store, { ...payment, merchant, currency }, { number: 2001 + index, at: date });
	}
}

/** Groceries, trains and the like: the same for every fresh store, apart from the dates. */
function everyday(): Payment[] {
	const random = new Random(90);
	return PAYERS.flatMap(([card, payments]) =>
		Array.from({ length: payments }, () => {
			const at = random.pick(SHOPS);
			const amount = (at.typical * (0.4 + 1.2 * random.next())).toFixed(2);
			return paid(card, at, amount, 1 + random.next() * (DAYS - 2));
		}),
	);
}

/** One of each that somebody watching payments wants to see. */
const NOTABLE: readonly Payment[] = [
	// Large, today.
	paid(2601, HOTEL, '1840.00', 0.2),
	// The same twice within minutes.
	paid(2201, PETROL, '64.10', 2),
	paid(2201, PETROL, '64.10', 1.998),
	// Held for long, and held since this morning.
	{ card: 3601, shop: HOTEL, amount: '320.00', day: 11, hold: 'pending' },
	{ card: 2701, shop: PETROL, amount: '90.00', day: 0.1, hold: 'pending' },
	// Given back, refunded, reversed.
	{ card: 2101, shop: RAIL, amount: '45.50', day: 6, hold: 'released' },
	{ ...paid(2301, BOOKS, '31.20', 5), hold: 'none' },
	{ ...paid(3001, HOSTING, '49.00', 8), transaction: 'reversed' },
	// Small amounts in a row, as a thief tries out whether a card works.
	...[1.01, 1.006, 1.004, 1.002].map((day) => paid(2202, HOSTING, '1.00', day)),
];
