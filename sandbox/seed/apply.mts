import { randomUUID } from 'node:crypto';
import { chainIdFor } from '../accounts/change.mts';
import { plasticFor } from '../cards/issue.mts';
import { ContractError } from '../http/contract.mts';
import { ApiError } from '../http/errors.mts';
import { moneyOf } from '../payments/authorisations.mts';
import { newTransaction } from '../payments/transactions.mts';
import { withLowerIds } from '../ids.mts';
import type { Store } from '../store/store.mts';
import type { Account, Authorisation, Card, Customer, Transaction, Webhook } from '../types.mts';
import { addressIn } from './people.mts';
import { type Seed, SeedError } from './seed.mts';

const UNISSUED = new Set(['issuing', 'issue_failed']);
const UNDEPLOYED = new Set(['initiating', 'pending', 'failed']);

/**
 * Stores a seed's entities, filled in. Call it in a transaction, on an empty store.
 * @throws SeedError naming the place of what is not the API's
 */
export function applySeed(store: Store, seed: Seed): void {
	const { entities } = store;
	each(seed, 'customers', ({ holder, ...given }, index) => {
		entities.customers.put(customerOf(store, given, index));
		if (holder !== undefined) entities.nameHolder(given.id, holder);
	});
	each(seed, 'accounts', (given) => entities.accounts.put(accountOf(store, given)));
	each(seed, 'cards', (given) => entities.cards.put(cardOf(store, given)));
	each(seed, 'authorisations', (given) => {
		entities.authorisations.put({
			status: 'pending',
			...payment(store, given),
			...dates(store),
			...withoutMoney(given),
		} as Authorisation);
	});
	each(seed, 'transactions', (given) => {
		const { cardId, accountId, ...money } = payment(store, given);
		const { authorisationId } = given;
		const owner = {
			accountId,
			...(cardId !== undefined && { cardId }),
			...(authorisationId !== undefined && { authorisationId }),
		};
		entities.transactions.put({
			...newTransaction(store, owner, money),
			status: 'processed',
			direction: 'debit',
			...withoutMoney(given),
		} as Transaction);
	});
	each(seed, 'webhooks', (given) => {
		entities.webhooks.put({ id: randomUUID(), ...dates(store), ...given } as Webhook);
	});
	each(seed, 'steps', ({ kind, entityId, dueAt }) => {
		store.steps.queue(kind, entityId, Date.parse(dueAt) - store.clock.now());
	});
}

/** Says of a mistake where it stands. */
function each<Name extends keyof Seed>(
	seed: Seed,
	name: Name,
	put: (given: Extract<Seed[Name], readonly unknown[]>[number], index: number) => void,
): void {
	const list = (seed[name] ?? []) as Extract<Seed[Name], readonly unknown[]>;
	const ids = new Set<string>();
	for (const [index, entity] of list.entries()) {
		try {
			const given = withLowerIds(entity);
			if ('id' in given && given.id !== undefined) {
				if (ids.has(given.id)) throw new SeedError(`its id ${given.id} is another one's already`);
				ids.add(given.id);
			}
			put(given, index);
		} catch (error) {
			if (error instanceof ContractError || error instanceof ApiError || error instanceof SeedError)
				throw new SeedError(`The seed's ${name}[${index}]: ${error.message}`);
			throw error;
		}
	}
}

function dates({ clock }: Store) {
	const now = clock.millisecondStamp();
	return { createdAt: now, updatedAt: now };
}

type Given<Name extends keyof Seed> = Extract<Seed[Name], readonly unknown[]>[number];

const customerOf = (
	store: Store,
	given: Omit<Given<'customers'>, 'holder'>,
	index: number,
): Customer => ({
	externalId: `customer-${index + 1}`,
	chainId: `eip155:300:0x${given.id.replaceAll('-', '')}00000000`,
	status: 'active',
	...dates(store),
	...given,
});

function accountOf(store: Store, given: Given<'accounts'>): Account {
	const customer = store.entities.customers.get(given.customerId);
	if (!customer) throw new SeedError(`there is no customer ${given.customerId}`);
	const { status = 'active' } = given;
	return {
		...(!UNDEPLOYED.has(status) && { chainId: chainIdFor(given.id, customer.chainId) }),
		status,
		type: 'card_account',
		currencies: ['EUR'],
		...dates(store),
		...given,
	};
}

function cardOf(store: Store, given: Given<'cards'>): Card {
	const account = store.entities.accounts.get(given.accountId);
	if (!account) throw new SeedError(`there is no account ${given.accountId}`);
	const { status = 'active', createdAt } = given;
	const issued = {
		name: store.entities.holderOf(account),
		...plasticFor(given.id, createdAt === undefined ? store.clock.date() : new Date(createdAt)),
	};
	// A dump is complete as it is: a card without a name there has none.
	const whole = createdAt !== undefined && given.type !== undefined;
	return {
		type: 'virtual',
		...(!whole && !UNISSUED.has(status) && issued),
		...(!whole && { billingAddress: addressIn('GB', '1 Garden Square') }),
		status,
		...dates(store),
		...given,
	};
}

/** Money and owner of a payment: a sparse one's amount is in the merchant's currency, a whole one is as it says. */
function payment(store: Store, given: Given<'authorisations'> | Given<'transactions'>) {
	const { cardId, amount, merchant, merchantAmount } = given;
	const { accounts, cards } = store.entities;
	const owner = cardId === undefined ? undefined : cards.get(cardId)?.accountId;
	const account = accounts.get(given.accountId ?? owner ?? '');
	if (!account) throw new SeedError('it names no card or account that is there');
	const currency = given.merchantCurrency ?? given.currency ?? account.currencies?.[0] ?? 'EUR';
	const money = moneyOf(store, account.id, amount, currency, merchant);
	return {
		...money,
		...(merchantAmount !== undefined && { amount, currency: given.currency ?? money.currency }),
		accountId: account.id,
		...(cardId !== undefined && { cardId }),
	};
}

/** What is given, but for the money that `payment` has worked out. */
const withoutMoney = <Entity extends object>({
	amount: _a,
	currency: _c,
	...rest
}: Entity & { amount: string; currency?: string }) => rest;
