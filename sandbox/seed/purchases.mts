import { moneyIn } from '../payments/authorisations.mts';
import { newTransaction, onChain } from '../payments/transactions.mts';
import type { Store } from '../store/store.mts';
import type { Merchant } from '../types.mts';
import type { Random } from './random.mts';
import { stencil } from './stencil.mts';

/** Their names are short: so four transactions fit into a page of the data file, which makes it a sixth smaller. */
const SHOPS: readonly Merchant[] = [
	{ id: 'M31', name: 'Grocer', mcc: 5411, country: 'IE', city: 'Cork' },
	{ id: 'M32', name: 'Rail', mcc: 4112, country: 'GB', city: 'York' },
	{ id: 'M33', name: 'Vet', mcc: 742, country: 'NL', city: 'Ede' },
	{ id: 'M34', name: 'Books', mcc: 5942, country: 'DE', city: 'Ulm' },
];
/** So many different ones are made up for each kind of account: more would be as many strings in memory. */
const KINDS = 500;

/** A card and what its account says of each payment. */
export interface Payer {
	cardId: string;
	accountId: string;
	/** ISO 4217. */
	currency: string;
	/** CAIP-2. */
	chain: string;
}

/** What tells one purchase from another one of the same amount in the same shop. */
const MARKERS = {
	account: 'a2a2a2a2-a2a2-4a2a-8a2a-a2a2a2a2a2a2',
	card: 'd2d2d2d2-d2d2-4d2d-8d2d-d2d2d2d2d2d2',
	hold: 'e2e2e2e2-e2e2-4e2e-8e2e-e2e2e2e2e2e2',
	transaction: 'f2f2f2f2-f2f2-4f2f-8f2f-f2f2f2f2f2f2',
	/** ISO 8601 with milliseconds. */
	at: '2022-02-22T22:22:22.222Z',
	/** 64 hexadecimal digits. */
	hash: '2'.repeat(64),
};
export type Particulars = Record<keyof typeof MARKERS, string>;
/** Stores a purchase: its captured hold and its transaction. */
type Purchase = (particulars: Particulars) => void;

/** Made-up purchases, which are checked once a kind. */
export class Purchases {
	readonly #store: Store;
	readonly #random: Random;
	readonly #kinds = new Map<string, Purchase[]>();

	constructor(store: Store, random: Random) {
		this.#store = store;
		this.#random = random;
	}

	/** One that a card can make. */
	of({ currency, chain }: Payer): Purchase {
		const name = `${currency} ${chain}`;
		let kinds = this.#kinds.get(name);
		if (!kinds) {
			kinds = Array.from({ length: KINDS }, () => this.#kind(currency, chain));
			this.#kinds.set(name, kinds);
		}
		return this.#random.pick(kinds);
	}

	#kind(currency: string, chain: string): Purchase {
		const random = this.#random;
		const amount = `${1 + random.below(300)}.${10 + random.below(90)}`;
		const paid = random.next() < 0.8 ? 'EUR' : 'GBP';
		const money = moneyIn(currency, amount, paid, random.pick(SHOPS));
		const { account: accountId, card: cardId, hold: id, transaction: transactionId, at } = MARKERS;
		const dates = { createdAt: at, updatedAt: at };
		const { authorisations, transactions } = this.#store.entities;
		const hold = { id, accountId, cardId, status: 'captured' as const, ...money, ...dates };
		const owner = { accountId, cardId, authorisationId: id };
		const begun = newTransaction(this.#store, owner, money, chain);
		const settled = onChain({ ...begun, id: transactionId, ...dates }, 'processed');
		const chainTransactions = settled.chainTransactions.map(({ chainId, createdAt }) => ({
			chainId: chainId.replace(/[0-9a-f]{64}$/, MARKERS.hash),
			createdAt,
		}));
		const transaction = { ...settled, chainTransactions };
		const holdText = stencil(JSON.stringify(hold), MARKERS);
		const transactionText = stencil(JSON.stringify(transaction), MARKERS);
		const putHold = authorisations.alike(hold);
		const putTransaction = transactions.alike(transaction);
		return (own) => {
			putHold(own.hold, [own.card], holdText(own));
			putTransaction(own.transaction, [own.account, own.card], transactionText(own));
		};
	}
}
