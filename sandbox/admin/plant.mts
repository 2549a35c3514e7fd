import { randomUUID } from 'node:crypto';
import { plasticFor } from '../cards/issue.mts';
import { ContractError } from '../http/contract.mts';
import { badRequest, taken } from '../http/errors.mts';
import { addressIn } from '../seed/people.mts';
import type { Store } from '../store/store.mts';
import type { Account, Card } from '../types.mts';
import { EMPTY_ACCOUNTS } from '../world.mts';

/** States in which an account has no address yet. */
const UNDEPLOYED = new Set<string | undefined>(['initiating', 'pending', 'failed']);

export interface AccountRequest {
	id?: string;
	customerId?: string;
	status?: Account['status'];
	/** Name that its cards will carry. */
	holder?: string;
}

/** What is planted by hand may be wrong by hand: a 400, not a fault of the sandbox. */
function planting<Result>(work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		if (error instanceof ContractError) throw badRequest(error.message);
		throw error;
	}
}

/**
 * Makes an account, and its customer where there is none. Queues no event.
 * @throws ApiError 409 where the id is taken
 */
export function plantAccount(store: Store, request: AccountRequest): Account {
	const { entities } = store;
	if (request.id !== undefined && entities.accounts.get(request.id))
		throw taken('account', request.id);
	return planting(() =>
		store.transaction(() => {
			const customerId = request.customerId ?? randomUUID();
			const now = store.clock.millisecondStamp();
			const dates = { createdAt: now, updatedAt: now };
			const chainId = `eip155:300:0x${customerId.replaceAll('-', '')}00000000`;
			if (!entities.customers.get(customerId)) {
				const externalId = `planted-${customerId}`;
				const customer = {
					id: customerId,
					externalId,
					chainId,
					status: 'active' as const,
					...dates,
				};
				entities.customers.put(customer);
				if (request.holder !== undefined) entities.nameHolder(customerId, request.holder);
			}
			const account: Account = {
				id: request.id ?? randomUUID(),
				customerId,
				...(!UNDEPLOYED.has(request.status) && { chainId }),
				status: request.status ?? 'active',
				type: 'card_account',
				currencies: ['EUR'],
				...dates,
			};
			entities.accounts.put(account);
			return account;
		}),
	);
}

/** Changes an account that is there, past all rules. Queues no event. */
export function replantAccount(
	store: Store,
	account: Account,
	{ holder, ...change }: Omit<AccountRequest, 'id'>,
): Account {
	return planting(() =>
		store.transaction(() => {
			const changed = { ...account, ...change, updatedAt: store.clock.nanosecondStamp() };
			store.entities.accounts.put(changed);
			if (holder !== undefined) store.entities.nameHolder(changed.customerId, holder);
			return changed;
		}),
	);
}

/** A whole, active card of an account. */
export function sampleCard(store: Store, accountId?: string): Card {
	const id = randomUUID();
	const account = store.entities.accounts.get(accountId ?? EMPTY_ACCOUNTS[0]?.id ?? '');
	const now = store.clock.millisecondStamp();
	return {
		id,
		accountId: accountId ?? account?.id ?? randomUUID(),
		type: 'virtual',
		name: account ? store.entities.holderOf(account) : 'Sandbox Holder',
		...plasticFor(id, store.clock.date()),
		billingAddress: addressIn('GB', '1 Garden Square'),
		status: 'active',
		createdAt: now,
		updatedAt: now,
	};
}

/**
 * Makes a card as given; what is not given is filled in, and `null` leaves a field out. Queues no event.
 * @throws ApiError 409 where the id is taken
 */
export function plantCard(store: Store, given: Partial<Card>): Card {
	if (given.id !== undefined && store.entities.cards.get(given.id)) throw taken('card', given.id);
	return storeCard(store, { ...sampleCard(store, given.accountId), ...given });
}

/** Stores a card, new or changed, past all rules; `null` leaves a field out. Queues no event. */
export function storeCard(store: Store, given: Card): Card {
	return planting(() => {
		const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
		const card = kept as unknown as Card;
		store.entities.cards.put(card);
		return card;
	});
}
