import type { Account, Authorisation, Card, Customer, Transaction, Webhook } from '../types.mts';
import type { Database } from './database.mts';
import { type ShapeCheck, Table } from './table.mts';

const NOBODY = 'Sandbox Holder';

/** Customers, accounts, cards and what happens to them. */
export class Entities {
	readonly #database: Database;
	readonly customers: Table<Customer, 'external_id' | 'chain_id'>;
	readonly accounts: Table<Account, 'customer_id'>;
	readonly cards: Table<Card, 'account_id'>;
	readonly authorisations: Table<Authorisation, 'card_id'>;
	readonly transactions: Table<Transaction, 'account_id' | 'card_id'>;
	readonly webhooks: Table<Webhook>;

	constructor(database: Database, check: ShapeCheck) {
		this.#database = database;
		this.customers = new Table(database, check, 'customers', 'Customer', {
			external_id: ({ externalId }) => externalId,
			// Addresses of the EVM are the same in either case.
			chain_id: ({ chainId }) => chainId.toLowerCase(),
		});
		this.accounts = new Table(database, check, 'accounts', 'Account', {
			customer_id: ({ customerId }) => customerId,
		});
		this.cards = new Table(database, check, 'cards', 'Card', {
			account_id: ({ accountId }) => accountId,
		});
		this.authorisations = new Table(database, check, 'authorisations', 'Authorisation', {
			card_id: ({ cardId = '' }) => cardId,
		});
		this.transactions = new Table(database, check, 'transactions', 'Transaction', {
			account_id: ({ accountId }) => accountId,
			card_id: ({ cardId = '' }) => cardId,
		});
		this.webhooks = new Table(database, check, 'webhooks', 'Webhook', {});
	}

	/** Gives a customer the name that its cards carry; the API itself knows none. */
	nameHolder(customerId: string, name: string): void {
		this.#database.run(
			'INSERT OR REPLACE INTO holders (customer_id, name) VALUES (?, ?)',
			customerId,
			name,
		);
	}

	holderOf({ customerId }: Account): string {
		return this.holderName(customerId) ?? NOBODY;
	}

	/** The name that was given to a customer. */
	holderName(customerId: string): string | undefined {
		const sql = 'SELECT name FROM holders WHERE customer_id = ?';
		return this.#database.get<{ name: string }>(sql, customerId)?.name;
	}

	/** Removes a subscription and what was still to be delivered to it. */
	deleteWebhook(id: string): void {
		this.webhooks.delete(id);
		this.#database.run("DELETE FROM deliveries WHERE webhook_id = ? AND state = 'pending'", id);
	}
}
