import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Of the tables below; a file of another version is not opened. */
const VERSION = 3;

/** Entities are kept as the JSON text that goes on the wire; the columns beside it are what queries need. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS customers (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, external_id TEXT NOT NULL, chain_id TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS customers_by_external_id ON customers (external_id);
CREATE INDEX IF NOT EXISTS customers_by_chain_id ON customers (chain_id);
CREATE TABLE IF NOT EXISTS holders (customer_id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS challenges (owner_id TEXT PRIMARY KEY, challenge TEXT NOT NULL, signed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS steps (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, entity_id TEXT NOT NULL, due_at INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS steps_due ON steps (due_at);
CREATE TABLE IF NOT EXISTS accounts (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, customer_id TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS accounts_by_customer ON accounts (customer_id);
CREATE TABLE IF NOT EXISTS cards (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, account_id TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS cards_by_account ON cards (account_id);
CREATE TABLE IF NOT EXISTS authorisations (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, card_id TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS authorisations_by_card ON authorisations (card_id);
CREATE TABLE IF NOT EXISTS transactions (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, account_id TEXT NOT NULL, card_id TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS transactions_by_account ON transactions (account_id);
CREATE INDEX IF NOT EXISTS transactions_by_card ON transactions (card_id);
CREATE TABLE IF NOT EXISTS webhooks (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, json TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS deliveries (
	seq INTEGER PRIMARY KEY, webhook_id TEXT NOT NULL, event_id TEXT NOT NULL, type TEXT NOT NULL,
	url TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
	created_at INTEGER NOT NULL, next_at INTEGER NOT NULL, finished_at INTEGER, last_status INTEGER, last_error TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS attempts (
	seq INTEGER PRIMARY KEY, delivery INTEGER NOT NULL REFERENCES deliveries (seq) ON DELETE CASCADE,
	at INTEGER NOT NULL, ms REAL NOT NULL, status INTEGER, error TEXT, answer TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS attempts_by_delivery ON attempts (delivery);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (state, next_at);
CREATE TABLE IF NOT EXISTS idempotency (
	credential TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL,
	status INTEGER NOT NULL, body TEXT NOT NULL, expires_at INTEGER NOT NULL, PRIMARY KEY (credential, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS idempotency_by_expiry ON idempotency (expires_at);
`;

/**
 * The store holds a private key, if only a throw-away one: nobody else may read it, whatever the folder. SQLite
 * gives the files that it makes beside it the same mode (its os_unix.c, findCreateFileMode); older ones may lie there.
 */
function keepPrivate(file: string): void {
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	closeSync(openSync(file, 'a', 0o600));
	for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) {
		if (existsSync(name)) chmodSync(name, 0o600);
	}
}

/** In words for who started the sandbox. */
function unusable(file: string, error: unknown): Error {
	const { message } = error as Error;
	if (error instanceof OtherVersion) return error;
	if (message.includes('locked')) {
		return new Error(
			`Another sandbox has the data file ${file} open. Stop it, or give this one a file of its own with --data.`,
		);
	}
	return new Error(`The data file ${file} cannot be used (${message}). Name another with --data.`);
}

class OtherVersion extends Error {}

/** One SQLite file and the prepared statements over it. */
export class Database {
	readonly connection: DatabaseSync;
	readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
	#depth = 0;

	/**
	 * Opens or makes the store, for this process alone.
	 * @param file path, or `:memory:`
	 * @throws Error with a sentence when another process has the file
	 */
	constructor(file: string) {
		try {
			if (file !== ':memory:') keepPrivate(file);
			this.connection = new DatabaseSync(file);
		} catch (error) {
			throw unusable(file, error);
		}
		try {
			// EXCLUSIVE: in-flight idempotency keys live in this process's memory, so there may be only one.
			this.connection.exec(
				'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA foreign_keys = ON;',
			);
			this.#makeTables(file);
		} catch (error) {
			this.connection.close();
			throw unusable(file, error);
		}
	}

	/** @throws Error with a sentence where the file is another version's */
	#makeTables(file: string): void {
		const version = this.get<{ user_version: number }>('PRAGMA user_version')?.user_version;
		const used = this.get("SELECT 1 FROM sqlite_schema WHERE name = 'meta'") !== undefined;
		this.#statements.clear();
		if (used && version !== VERSION) {
			throw new OtherVersion(
				`The data file ${file} was made by another version of the sandbox. Delete it to start over, or name another with --data.`,
			);
		}
		this.connection.exec(`BEGIN IMMEDIATE; ${SCHEMA} PRAGMA user_version = ${VERSION}; COMMIT;`);
	}

	#prepare(sql: string): ReturnType<DatabaseSync['prepare']> {
		let statement = this.#statements.get(sql);
		if (!statement) {
			statement = this.connection.prepare(sql);
			this.#statements.set(sql, statement);
		}
		return statement;
	}

	/** The first row, or undefined. */
	get<Row>(sql: string, ...values: Array<string | number | null>): Row | undefined {
		return this.#prepare(sql).get(...values) as Row | undefined;
	}

	/** All rows. */
	all<Row>(sql: string, ...values: Array<string | number | null>): Row[] {
		return this.#prepare(sql).all(...values) as Row[];
	}

	/** Runs a write; the number of rows it changed. */
	run(sql: string, ...values: Array<string | number | null>): number {
		return Number(this.#prepare(sql).run(...values).changes);
	}

	/** All of `work` or nothing of it. Nests: an inner one that throws takes only its own writes back. */
	transaction<Result>(work: () => Result): Result {
		const outermost = this.#depth === 0;
		const name = `depth_${this.#depth}`;
		this.connection.exec(outermost ? 'BEGIN IMMEDIATE' : `SAVEPOINT ${name}`);
		this.#depth += 1;
		try {
			const result = work();
			this.connection.exec(outermost ? 'COMMIT' : `RELEASE ${name}`);
			return result;
		} catch (error) {
			this.connection.exec(outermost ? 'ROLLBACK' : `ROLLBACK TO ${name}; RELEASE ${name}`);
			throw error;
		} finally {
			this.#depth -= 1;
		}
	}

	/**
	 * Runs work that stores very much, in transactions of its own: without the log ahead of the file each page is
	 * written once instead of twice. A kill leaves whole transactions, as ever.
	 */
	inBulk(work: () => void): void {
		this.connection.exec('PRAGMA journal_mode = TRUNCATE');
		try {
			work();
		} finally {
			this.connection.exec('PRAGMA journal_mode = WAL');
		}
	}

	close(): void {
		this.#statements.clear();
		this.connection.close();
	}
}
