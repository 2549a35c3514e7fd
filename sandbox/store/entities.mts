import type { Account, Authorisation, Card, Customer, Transaction, Webhook } from '../types.mts';
import type { Database } from './database.mts';

/** Throws where a value does not fit the named schema of `openapi.yaml`. */
export type ShapeCheck = (schema: string, value: unknown) => void;

interface Row {
	json: string;
}

/**
 * Customers, accounts, cards and what happens to them. Every entity passes the shape check on its way in, so
 * that a list can be answered as the stored texts joined, without being parsed and checked again.
 */
export class Entities {
	readonly #database: Database;
	readonly #check: ShapeCheck;

	constructor(database: Database, check: ShapeCheck) {
		this.#database = database;
		this.#check = check;
	}

	#one<Entity>(sql: string, ...values: string[]): Entity | undefined {
		const row = this.#database.get<Row>(sql, ...values);
		return row && (JSON.parse(row.json) as Entity);
	}

	#many<Entity>(sql: string, ...values: string[]): Entity[] {
		return this.#database.all<Row>(sql, ...values).map(({ json }) => JSON.parse(json) as Entity);
	}

	/** A whole table as one JSON array: 100,000 rows in a fraction of a second. */
	#joined(table: 'customers' | 'accounts' | 'cards'): string {
		const sql = `SELECT group_concat(json, ',') AS json FROM (SELECT json FROM ${table} ORDER BY seq)`;
		return `[${this.#database.get<{ json: string | null }>(sql)?.json ?? ''}]`;
	}

	customer(id: string): Customer | undefined {
		return this.#one('SELECT json FROM customers WHERE id = ?', id);
	}

	customersText(): string {
		return this.#joined('customers');
	}

	/** @param holder the name that this customer's cards carry */
	putCustomer(customer: Customer, holder?: string): void {
		this.#check('Customer', customer);
		this.#database.run(
			`INSERT INTO customers (id, holder, json) VALUES (?, ?, ?)
			 ON CONFLICT (id) DO UPDATE SET json = excluded.json`,
			customer.id,
			holder ?? 'Sandbox Holder',
			JSON.stringify(customer),
		);
	}

	holderOf(account: Account): string {
		const sql = 'SELECT holder FROM customers WHERE id = ?';
		return (
			this.#database.get<{ holder: string }>(sql, account.customerId)?.holder ?? 'Sandbox Holder'
		);
	}

	account(id: string): Account | undefined {
		return this.#one('SELECT json FROM accounts WHERE id = ?', id);
	}

	accountsText(): string {
		return this.#joined('accounts');
	}

	accountsOf(customerId: string): Account[] {
		return this.#many('SELECT json FROM accounts WHERE customer_id = ? ORDER BY seq', customerId);
	}

	countAccounts(): number {
		return this.#database.get<{ n: number }>('SELECT count(*) AS n FROM accounts')?.n ?? 0;
	}

	putAccount(account: Account): void {
		this.#check('Account', account);
		this.#database.run(
			`INSERT INTO accounts (id, customer_id, json) VALUES (?, ?, ?)
			 ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id, json = excluded.json`,
			account.id,
			account.customerId,
			JSON.stringify(account),
		);
	}

	card(id: string): Card | undefined {
		return this.#one('SELECT json FROM cards WHERE id = ?', id);
	}

	cardsOf(accountId: string): Card[] {
		return this.#many('SELECT json FROM cards WHERE account_id = ? ORDER BY seq', accountId);
	}

	cardsText(): string {
		return this.#joined('cards');
	}

	countCards(): number {
		return this.#database.get<{ n: number }>('SELECT count(*) AS n FROM cards')?.n ?? 0;
	}

	putCard(card: Card): void {
		this.#check('Card', card);
		this.#database.run(
			`INSERT INTO cards (id, account_id, json) VALUES (?, ?, ?)
			 ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id, json = excluded.json`,
			card.id,
			card.accountId,
			JSON.stringify(card),
		);
	}

	authorisation(id: string): Authorisation | undefined {
		return this.#one('SELECT json FROM authorisations WHERE id = ?', id);
	}

	putAuthorisation(authorisation: Authorisation): void {
		this.#check('Authorisation', authorisation);
		this.#database.run(
			`INSERT INTO authorisations (id, json) VALUES (?, ?)
			 ON CONFLICT (id) DO UPDATE SET json = excluded.json`,
			authorisation.id,
			JSON.stringify(authorisation),
		);
	}

	transactionsOf(owner: { accountId: string } | { cardId: string }): Transaction[] {
		return 'accountId' in owner
			? this.#many(
					'SELECT json FROM transactions WHERE account_id = ? ORDER BY seq',
					owner.accountId,
				)
			: this.#many('SELECT json FROM transactions WHERE card_id = ? ORDER BY seq', owner.cardId);
	}

	putTransaction(transaction: Transaction): void {
		this.#check('Transaction', transaction);
		this.#database.run(
			`INSERT INTO transactions (id, account_id, card_id, json) VALUES (?, ?, ?, ?)
			 ON CONFLICT (id) DO UPDATE SET json = excluded.json`,
			transaction.id,
			transaction.accountId,
			transaction.cardId,
			JSON.stringify(transaction),
		);
	}

	webhook(id: string): Webhook | undefined {
		return this.#one('SELECT json FROM webhooks WHERE id = ?', id);
	}

	webhooks(): Webhook[] {
		return this.#many('SELECT json FROM webhooks ORDER BY seq');
	}

	putWebhook(webhook: Webhook): void {
		this.#check('Webhook', webhook);
		this.#database.run(
			`INSERT INTO webhooks (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json`,
			webhook.id,
			JSON.stringify(webhook),
		);
	}

	/** Removes a subscription and what was still to be delivered to it. */
	deleteWebhook(id: string): void {
		this.#database.run('DELETE FROM webhooks WHERE id = ?', id);
		this.#database.run("DELETE FROM deliveries WHERE webhook_id = ? AND state = 'pending'", id);
	}
}
