import { chainIdFor } from '../accounts/change.mts';
import { plasticFor } from '../cards/issue.mts';
import type { Store } from '../store/store.mts';
import type { Card } from '../types.mts';
import { DEMO_ACCOUNTS, type DemoAccount } from '../world.mts';
import { seedPayments } from './payments.mts';
import { addressIn } from './people.mts';

/** When the small world was made; fixed, so that every fresh store is the same. */
const BORN = '2025-01-15T09:30:00.000Z';
const CHANGED = '2025-06-02T14:05:26.923705379Z';
/** States in which a card has never been issued. */
const UNISSUED = new Set(['issuing', 'issue_failed']);

/** Stores the small world of `world.mts`. Call it inside a transaction. */
export function seedWorld(store: Store): void {
	const { entities } = store;
	for (const [index, account] of DEMO_ACCOUNTS.entries()) {
		const chainId = `eip155:300:0x${String(index + 1).padStart(40, '0')}`;
		entities.customers.put({
			id: account.customerId,
			externalId: `customer-${index + 1}`,
			chainId,
			status: account.status === 'pending' ? 'verifying' : 'active',
			createdAt: BORN,
			updatedAt: BORN,
		});
		entities.nameHolder(account.customerId, account.holder);
		entities.accounts.put({
			id: account.id,
			customerId: account.customerId,
			...(account.status !== 'pending' && { chainId: chainIdFor(account.id, chainId) }),
			status: account.status,
			type: 'card_account',
			currencies: [account.currency],
			createdAt: BORN,
			updatedAt: BORN,
		});
		for (const card of demoCards(account, index + 1)) entities.cards.put(card);
	}
	seedPayments(store);
}

function demoCards(account: DemoAccount, number: number): Card[] {
	return account.cards.map(({ type, status }, index) => {
		const id = `d0000000-0000-4000-8000-${String(number * 100 + index + 1).padStart(12, '0')}`;
		const issued = UNISSUED.has(status)
			? {}
			: { name: account.holder, ...plasticFor(id, new Date(CHANGED)) };
		const billingAddress = addressIn(account.country, `${number} Garden Square`);
		const updatedAt = status === 'issuing' ? BORN : CHANGED;
		return {
			id,
			accountId: account.id,
			type,
			...issued,
			billingAddress,
			status,
			createdAt: BORN,
			updatedAt,
		};
	});
}
