import { randomUUID } from 'node:crypto';
import { plasticFor } from '../cards/issue.mts';
import { millisecondStamp } from '../clock.mts';
import { ContractError } from '../http/contract.mts';
import { badRequest } from '../http/errors.mts';
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

/** Makes or changes an account, and its customer where there is none. */
export function plantAccount(store: Store, request: AccountRequest): Account {
	return planting(() =>
		store.transaction(() => {
			const id = request.id ?? randomUUID();
			const now = millisecondStamp();
			const known = store.entities.accounts.get(id);
			const customerId = request.customerId ?? known?.customerId ?? randomUUID();
			const chainId = `eip155:300:0x${customerId.replaceAll('-', '')}00000000`;
			const dates = { createdAt: now, updatedAt: now };
			if (!store.entities.customers.get(customerId)) {
				const externalId = `planted-${customerId}`;
				store.entities.customers.put({
					id: customerId,
					externalId,
					chainId,
					status: 'active',
					...dates,
				});
				if (request.holder !== undefined) store.entities.nameHolder(customerId, request.holder);
			}
			const fresh: Account = {
				id,
				customerId,
				...(!UNDEPLOYED.has(request.status) && { chainId }),
				status: 'active',
				type: 'card_account',
				currencies: ['EUR'],
				...dates,
			};
			const account: Account = {
				...fresh,
				...known,
				customerId,
				status: request.status ?? known?.status ?? 'active',
				updatedAt: now,
			};
			store.entities.accounts.put(account);
			return account;
		}),
	);
}

/** A whole, active card of an account. */
export function sampleCard(store: Store, accountId?: string): Card {
	const id = randomUUID();
	const account = store.entities.accounts.get(accountId ?? EMPTY_ACCOUNTS[0]?.id ?? '');
	const now = millisecondStamp();
	return {
		id,
		accountId: accountId ?? account?.id ?? randomUUID(),
		type: 'virtual',
		name: account ? store.entities.holderOf(account) : 'Sandbox Holder',
		...plasticFor(id, new Date()),
		billingAddress: addressIn('GB', '1 Garden Square'),
		status: 'active',
		createdAt: now,
		updatedAt: now,
	};
}

/** Stores a card as given; what is not given is filled in, and `null` leaves a field out. Queues no event. */
export function plantCard(store: Store, given: Partial<Card>): Card {
	return planting(() => {
		const merged = { ...sampleCard(store, given.accountId), ...given };
		const card = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
		store.entities.cards.put(card as unknown as Card);
		return card as unknown as Card;
	});
}
