import { plasticFor } from '../cards/issue.mts';
import type { Entities } from '../store/entities.mts';
import type { Store } from '../store/store.mts';
import type { CardStatus, CardType } from '../world.mts';
import { bulkId } from './bulkId.mts';
import { randomAddress, randomName } from './people.mts';
import { Random } from './random.mts';

/** A programme's mix of states, as it might look after some years. */
const STATES: Array<readonly [CardStatus, number]> = [
	['active', 70],
	['inactive', 9],
	['terminated', 9],
	['issuing', 4],
	['suspended', 3],
	['blocked', 3],
	['issue_failed', 2],
];
/** That may be asked for at once. */
export const MOST_CARDS = 5_000_000;
const PHYSICAL_SHARE = 0.3;
const MONTH_MS = 30 * 86_400_000;

/**
 * Adds cards in any number, each with its account and customer. Seeded by how many cards there are, so that
 * the same calls on a fresh store give the same cards (dates are relative to today). Not inside a transaction.
 */
export function seedCards(store: Store, count: number): void {
	const { accounts, cards } = store.entities;
	const first = { account: accounts.count(), card: cards.count() };
	const seeder = new Seeder(store, first);
	store.inBulk(count, (round) => {
		for (let left = round; left > 0; left -= seeder.account(left));
	});
}

/** Makes up accounts, one after the other. */
class Seeder {
	readonly #entities: Entities;
	readonly #random: Random;
	/** Unix milliseconds. */
	readonly #now: number;
	readonly #next: { account: number; card: number };

	/** @param next numbers of the next account and card */
	constructor({ entities, clock }: Store, next: { account: number; card: number }) {
		this.#entities = entities;
		this.#random = new Random(next.card + 1);
		this.#now = clock.now();
		this.#next = next;
	}

	/** An account with its customer, and one card or two. @returns how many cards; @param most of them */
	account(most: number): number {
		const random = this.#random;
		const holder = randomName(random);
		const accountId = this.#account(holder);
		this.#card(accountId, 'virtual', holder);
		if (most === 1 || random.next() >= PHYSICAL_SHARE) return 1;
		this.#card(accountId, 'physical', holder);
		return 2;
	}

	#account(holder: string): string {
		const random = this.#random;
		const number = this.#next.account++;
		const [customerId, accountId] = [bulkId('c', number, random), bulkId('a', number, random)];
		const chainId = `eip155:300:0x${accountId.replaceAll('-', '')}00000000`;
		const createdAt = new Date(this.#now - random.below(48) * MONTH_MS).toISOString();
		const dates = { createdAt, updatedAt: createdAt };
		const externalId = `customer-${customerId.slice(0, 8)}`;
		const customer = { id: customerId, externalId, chainId, status: 'active' as const, ...dates };
		this.#entities.customers.put(customer);
		this.#entities.nameHolder(customerId, holder);
		this.#entities.accounts.put({
			id: accountId,
			customerId,
			chainId,
			status: 'active',
			type: 'card_account',
			currencies: [random.next() < 0.3 ? 'GBP' : 'EUR'],
			...dates,
		});
		return accountId;
	}

	/** Cards were made up to 42 months ago and last 36, so some have expired and many will soon. */
	#card(accountId: string, type: CardType, name: string): void {
		const random = this.#random;
		const id = bulkId('d', this.#next.card++, random);
		const status = random.weighted(STATES);
		const born = new Date(this.#now - random.below(42) * MONTH_MS - random.below(MONTH_MS));
		const createdAt = born.toISOString();
		const issued =
			status === 'issuing' || status === 'issue_failed' ? {} : { name, ...plasticFor(id, born) };
		this.#entities.cards.put({
			id,
			accountId,
			type,
			...issued,
			billingAddress: randomAddress(random),
			status,
			createdAt,
			updatedAt: createdAt,
		});
	}
}
