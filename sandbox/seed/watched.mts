// A programme whose payments are in order but for what is planted: each matter that the audit of payments finds, and
// beside it one that it must not find. Whole entities, so that it can be stored by the sandbox or looked at directly.
import type { Account, Authorisation, Card, Customer, Transaction } from '../types.mts';
import { addressIn } from './people.mts';
import { Random } from './random.mts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TOKEN = 'eip155:300/erc20:0x6b175474e89094c44da98b954eedeac495271d0f';
const SHOPS = ['Corner Grocer', 'Northern Rail', 'City Books', 'Green Cafe'].map((name, at) => ({
	id: `M20${at}`,
	name,
	mcc: [5411, 4112, 5942, 5812][at] ?? 5999,
	country: 'GB',
	city: 'Leeds',
}));

/** One customer with all that is theirs. */
export interface Watched {
	customer: Customer;
	accounts: Account[];
	cards: Card[];
	transactions: Transaction[];
	authorisations: Authorisation[];
	/** What must be found, by the rule's name and the transaction's, authorisation's or card's id. */
	expected: Array<{ rule: string; id: string }>;
	/** Authorisations whose ids somebody has kept from events. */
	holdIds: string[];
}

/** What the rules that need limits must be set to, as the node's field stores it. */
export const WATCHED_RULES = {
	largePayment: { enabled: true, amount: '1000 EUR', severity: 'high' },
	spentInDay: { enabled: true, limit: '2000', per: 'card', severity: 'high' },
	spentInWeek: { enabled: true, limit: '3000', per: 'account', severity: 'high' },
	spentInMonth: { enabled: true, limit: '5000', per: 'customer', severity: 'high' },
	listedMerchant: { enabled: true, names: 'casino', ids: 'M999', mccCodes: '7995' },
	merchantCountryNotAllowed: { enabled: true, countries: ['GB', 'FR'] },
	foreignPayment: { enabled: true },
	foreignCurrency: { enabled: true },
};

/** The people of a programme, the planted ones first, then so many in order. */
export function* watchedPayments(
	now: number,
	{ ordinary = 20, cardsEach = 2, paymentsEach = 10, seed = 1 } = {},
): Generator<Watched> {
	const random = new Random(seed);
	for (const plant of PLANTS) {
		const person = new Person(random, now);
		plant(person);
		yield person.watched;
	}
	for (let n = 0; n < ordinary; n += 1) {
		const person = new Person(random, now);
		for (let more = 1; more < cardsEach; more += 1) person.card();
		for (const card of person.watched.cards) person.history(card, paymentsEach - 1);
		yield person.watched;
	}
}

/** A customer with an account and a card that has paid in order; more can be done with it. */
class Person {
	readonly watched: Watched;
	readonly #random: Random;
	readonly #now: number;

	constructor(random: Random, now: number) {
		this.#random = random;
		this.#now = now;
		const id = random.uuid();
		const customer: Customer = {
			id,
			externalId: `watched-${id.slice(0, 13)}`,
			chainId: `eip155:300:0x${id.replaceAll('-', '')}00000000`,
			status: 'active',
			...this.dates(400 * DAY),
		};
		this.watched = {
			customer,
			accounts: [],
			cards: [],
			transactions: [],
			authorisations: [],
			expected: [],
			holdIds: [],
		};
		this.account();
	}

	/** The first card. */
	get mine(): Card {
		return this.watched.cards[0]!;
	}

	/** One more account, with a card in use. */
	account(): Card {
		const account: Account = {
			id: this.#random.uuid(),
			customerId: this.watched.customer.id,
			chainId: this.watched.customer.chainId,
			status: 'active',
			type: 'card_account',
			currencies: ['EUR'],
			...this.dates(400 * DAY),
		};
		this.watched.accounts.push(account);
		return this.card();
	}

	/** One more card of the last account, in use unless told. */
	card(change: Partial<Card> = {}, used = true): Card {
		const number = String(this.#random.below(10_000)).padStart(4, '0');
		const card: Card = {
			id: this.#random.uuid(),
			accountId: this.watched.accounts.at(-1)!.id,
			type: 'virtual',
			name: 'Watched Holder',
			network: 'visa',
			maskedPan: `453211******${number}`,
			expirationDate: `12/${new Date(this.#now).getUTCFullYear() + 3}`,
			billingAddress: addressIn('GB', '1 Watch Street'),
			status: 'active',
			...this.dates(300 * DAY),
			...change,
		};
		this.watched.cards.push(card);
		if (used) this.pay(20 * DAY + this.#random.below(DAY), '12.5', {}, card);
		return card;
	}

	/** Payments in order: small sums at home, hours apart, none like another. */
	history(card: Card, count: number): void {
		for (let n = 0; n < count; n += 1) {
			const amount = `${6 + this.#random.below(20)}.${String(10 + n).padStart(2, '0')}`;
			const ago = ((n + 1) * 85 * DAY) / (count + 1) + this.#random.below(HOUR);
			this.pay(ago, amount, { merchant: this.#random.pick(SHOPS) }, card);
		}
	}

	/** A payment so long ago. */
	pay(ago: number, amount: string, change: Partial<Transaction> = {}, card = this.mine) {
		const transaction: Transaction = {
			id: this.#random.uuid(),
			accountId: card.accountId,
			cardId: card.id,
			authorisationId: this.#random.uuid(),
			status: 'processed',
			direction: 'debit',
			amount,
			currency: 'EUR',
			merchantAmount: amount,
			merchantCurrency: 'EUR',
			exchangeRate: '1',
			merchant: SHOPS[0]!,
			tokenAmount: '100',
			token: TOKEN,
			fees: [
				{ type: 'network', tokenAmount: '0.1' },
				{ type: 'partner', tokenAmount: '0.5' },
				{ type: 'service', tokenAmount: '1' },
			],
			chainTransactions: [],
			...this.dates(ago),
			...change,
		};
		this.watched.transactions.push(transaction);
		return transaction;
	}

	refund(ago: number, amount: string, change: Partial<Transaction> = {}) {
		const transaction = this.pay(ago, amount, { direction: 'credit', ...change });
		delete transaction.authorisationId;
		return transaction;
	}

	hold(ago: number, change: Partial<Authorisation> = {}): Authorisation {
		const { amount, currency, merchantAmount, merchantCurrency, exchangeRate, merchant } =
			this.watched.transactions[0]!;
		const hold: Authorisation = {
			id: this.#random.uuid(),
			accountId: this.mine.accountId,
			cardId: this.mine.id,
			status: 'pending',
			amount,
			currency,
			merchantAmount,
			merchantCurrency,
			exchangeRate,
			merchant,
			...this.dates(ago),
			...change,
		};
		this.watched.authorisations.push(hold);
		return hold;
	}

	expect(thing: { id: string }, ...rules: string[]): void {
		this.watched.expected.push(...rules.map((rule) => ({ rule, id: thing.id })));
	}

	dates(ago: number) {
		const createdAt = new Date(this.#now - ago).toISOString();
		return { createdAt, updatedAt: createdAt };
	}
}

const abroad = (country: string) => ({ merchant: { ...SHOPS[0]!, country } });
const at = (change: Partial<Transaction['merchant']>) => ({
	merchant: { ...SHOPS[0]!, ...change },
});

/** Ten days ago, at noon of UTC: the same day, week and month in each of Europe's zones. */
const noon = (person: Person) => {
	const { createdAt } = person.dates(10 * DAY);
	return Date.parse(createdAt) - Date.parse(`${createdAt.slice(0, 10)}T12:00:00Z`) + 10 * DAY;
};

const PLANTS: Array<(person: Person) => void> = [
	(person) => {
		person.expect(person.pay(3 * DAY, '1000'), 'largePayment');
		person.pay(4 * DAY, '999.99');
	},
	(person) => {
		const [first, second, third] = ['700', '701', '702'];
		person.pay(noon(person), first!);
		person.pay(noon(person) - HOUR, second!);
		person.expect(person.pay(noon(person) - 2 * HOUR, third!), 'spentInDay');
	},
	(person) => {
		// Exactly the limit.
		for (const [hours, amount] of ['999', '998', '3'].entries())
			person.pay(noon(person) - hours * HOUR, amount);
	},
	(person) => {
		const cards = [person.mine, person.card(), person.card(), person.card()];
		const paid = cards.map((card, n) => person.pay(noon(person) - n * HOUR, `80${n}`, {}, card));
		person.expect(paid.at(-1)!, 'spentInWeek');
	},
	(person) => {
		const cards = [person.mine, person.account(), person.account()];
		const paid = cards.flatMap((card, n) => [
			person.pay(noon(person) - n * HOUR, '990', {}, card),
			person.pay(noon(person) - n * HOUR - 30 * MINUTE, '991', {}, card),
		]);
		person.expect(paid.at(-1)!, 'spentInMonth');
	},
	(person) => {
		const run = [0, 2, 4, 6, 8].map((minutes) =>
			person.pay(3 * DAY - minutes * MINUTE, `1.0${minutes}`, at({ id: `T${minutes}` })),
		);
		person.expect(run.at(-1)!, 'cardTesting');
	},
	(person) => {
		for (const minutes of [0, 2, 4, 6, 11])
			person.pay(3 * DAY - minutes * MINUTE, `1.${minutes + 10}`);
	},
	(person) => {
		person.pay(3 * DAY, '30');
		person.expect(person.pay(3 * DAY - 5 * MINUTE, '30'), 'repeatedPayment');
		person.pay(5 * DAY, '31');
		person.pay(5 * DAY - 11 * MINUTE, '31');
	},
	(person) => {
		person.pay(60 * DAY, '8', abroad('FR'));
		person.expect(person.pay(3 * DAY, '9', abroad('FR')), 'foreignPayment');
	},
	(person) => {
		person.expect(person.pay(3 * DAY, '9', abroad('FR')), 'newCountry', 'foreignPayment');
	},
	(person) => {
		person.expect(
			person.pay(3 * DAY, '9', abroad('US')),
			'merchantCountryNotAllowed',
			'newCountry',
			'foreignPayment',
		);
	},
	(person) => {
		person.expect(person.pay(3 * DAY, '9', at({ name: 'Grand CASINO' })), 'listedMerchant');
		person.expect(person.pay(4 * DAY, '9', at({ mcc: 7995 })), 'listedMerchant');
		person.expect(person.pay(5 * DAY, '9', at({ id: 'M999' })), 'listedMerchant');
		person.pay(6 * DAY, '9', at({ name: 'Cassino', mcc: 7994, id: 'M99' }));
	},
	(person) => {
		for (const status of ['inactive', 'suspended', 'blocked', 'terminated'] as const) {
			const card = person.card({ status, updatedAt: person.dates(5 * DAY).updatedAt });
			const held = (ago: number) => ({
				authorisationId: person.hold(ago, { status: 'captured' }).id,
			});
			person.expect(person.pay(3 * DAY, '7', held(4 * DAY), card), 'unusableCard');
			person.pay(2 * DAY, '8', held(6 * DAY), card);
		}
	},
	(person) => {
		const expirationDate = '01/2024';
		const card = person.card({ expirationDate, status: 'inactive' }, false);
		const hold = person.hold(3 * DAY, { status: 'captured' });
		person.expect(person.pay(3 * DAY, '7', { authorisationId: hold.id }, card), 'unusableCard');
	},
	(person) => {
		const [late, fresh, done] = [
			person.hold(8 * DAY),
			person.hold(7 * DAY),
			person.hold(9 * DAY, { status: 'captured' }),
		];
		person.expect(late, 'pendingHold');
		person.watched.holdIds.push(late.id, fresh.id, done.id);
	},
	(person) => {
		person.expect(person.refund(3 * DAY, '5', at({ id: 'M1' })), 'refundWithoutPayment');
		person.pay(9 * DAY, '20', at({ id: 'M2' }));
		person.refund(3 * DAY, '20', at({ id: 'M2' }));
		person.pay(9 * DAY, '20', at({ id: 'M3' }));
		person.expect(person.refund(3 * DAY, '20.01', at({ id: 'M3' })), 'refundWithoutPayment');
	},
	(person) => {
		person.expect(person.pay(3 * DAY, '7', { status: 'reversed' }), 'reversedPayment');
		person.pay(3 * DAY, '8', { status: 'processing' });
	},
	(person) => {
		const fee = (tokenAmount: string) => ({ fees: [{ type: 'service' as const, tokenAmount }] });
		person.expect(person.pay(3 * DAY, '7', fee('5.000000000000000001')), 'highFees');
		person.pay(3 * DAY, '8', fee('5'));
	},
	(person) => {
		const dollars = { merchantCurrency: 'USD', merchantAmount: '8', exchangeRate: '0.9' };
		person.expect(person.pay(3 * DAY, '7', dollars), 'foreignCurrency');
	},
	(person) => {
		person.expect(person.card({}, false), 'unusedCard');
		const last = person.card({}, false);
		person.pay(92 * DAY, '7', {}, last);
		person.expect(last, 'unusedCard');
		person.pay(89 * DAY, '7', {}, person.card({}, false));
		person.card(person.dates(89 * DAY), false);
		person.card({ status: 'inactive' }, false);
	},
];
