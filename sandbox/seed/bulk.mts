import { plasticFor } from '../cards/issue.mts';
import type { Store } from '../store/store.mts';
import type { Card } from '../types.mts';
import type { CardStatus, CardType } from '../world.mts';
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
const PHYSICAL_SHARE = 0.3;
const MONTH_MS = 30 * 86_400_000;

/**
 * Adds cards in any number, each with its account and customer. Seeded by how many cards there are, so that
 * the same calls on a fresh store give the same cards (dates are relative to today). Call it in a transaction.
 */
export function seedCards(store: Store, count: number): void {
	const random = new Random(store.entities.cards.count() + 1);
	const now = store.clock.now();
	let left = count;
	while (left > 0) {
		const holder = randomName(random);
		const accountId = seedAccount(store, random, holder, now);
		store.entities.cards.put(seedCard(random, accountId, 'virtual', holder, now));
		left -= 1;
		if (left > 0 && random.next() < PHYSICAL_SHARE) {
			store.entities.cards.put(seedCard(random, accountId, 'physical', holder, now));
			left -= 1;
		}
	}
}

function seedAccount({ entities }: Store, random: Random, holder: string, now: number): string {
	const [customerId, accountId] = [random.uuid(), random.uuid()];
	const chainId = `eip155:300:0x${accountId.replaceAll('-', '')}00000000`;
	const createdAt = new Date(now - random.below(48) * MONTH_MS).toISOString();
	const dates = { createdAt, updatedAt: createdAt };
	const externalId = `customer-${customerId.slice(0, 8)}`;
	entities.customers.put({ id: customerId, externalId, chainId, status: 'active', ...dates });
	entities.nameHolder(customerId, holder);
	entities.accounts.put({
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
function seedCard(
	random: Random,
	accountId: string,
	type: CardType,
	name: string,
	now: number,
): Card {
	const id = random.uuid();
	const status = random.weighted(STATES);
	const born = new Date(now - random.below(42) * MONTH_MS - random.below(MONTH_MS));
	const createdAt = born.toISOString();
	const issued =
		status === 'issuing' || status === 'issue_failed' ? {} : { name, ...plasticFor(id, born) };
	return {
		id,
		accountId,
		type,
		...issued,
		billingAddress: randomAddress(random),
		status,
		createdAt,
		updatedAt: createdAt,
	};
}
