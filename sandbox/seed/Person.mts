// A customer of the watched programme, and what can be done with it.
import type { Account, Authorisation, Card, Customer, Transaction } from '../types.mts';
import { addressIn } from './people.mts';
import type { Random } from './random.mts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TOKEN = 'eip155:300/erc20:0x6b175474e89094c44da98b954eedeac495271d0f';
export const SHOPS = ['Corner Grocer', 'Northern Rail', 'City Books', 'Green Cafe'].map(
	(name, at) => ({
		id: `M20${at}`,
		name,
		mcc: [5411, 4112, 5942, 5812][at] ?? 5999,
		country: 'GB',
		city: 'Leeds',
	}),
);

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

/** A customer with an account and a card that has paid in order; more can be done with it. */
export class Person {
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
