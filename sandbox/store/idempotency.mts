import { createHash } from 'node:crypto';
import type { Clock } from '../clock.mts';
import type { Database } from './database.mts';

/** A key lives one hour (docs.offblocks.xyz, Idempotency). */
const LIFETIME_MS = 3_600_000;

/** The answer that a key brings back. */
export interface StoredResponse {
	status: number;
	/** Exact text, '' for none. */
	body: string;
}

export type Claim =
	| { kind: 'fresh' }
	| { kind: 'replay'; response: StoredResponse }
	| { kind: 'in-flight' }
	| { kind: 'other-payload' };

/**
 * Idempotency keys of each credential. Answers are stored in the write's own transaction; keys in flight are
 * held in memory, because after a crash nothing is in flight any more.
 */
export class IdempotencyKeys {
	readonly #database: Database;
	readonly #clock: Clock;
	readonly #inFlight = new Map<string, string>();

	constructor(database: Database, clock: Clock) {
		this.#database = database;
		this.#clock = clock;
	}

	/** Claims a key for a request, or says why not. A fresh claim must be released. */
	claim(credential: string, key: string, fingerprint: string): Claim {
		const running = this.#inFlight.get(`${credential} ${key}`);
		if (running !== undefined) {
			return { kind: running === fingerprint ? 'in-flight' : 'other-payload' };
		}
		const row = this.#database.get<StoredResponse & { fingerprint: string }>(
			'SELECT fingerprint, status, body FROM idempotency WHERE credential = ? AND key = ? AND expires_at > ?',
			credential,
			key,
			this.#clock.now(),
		);
		if (row) {
			if (row.fingerprint !== fingerprint) return { kind: 'other-payload' };
			return { kind: 'replay', response: { status: row.status, body: row.body } };
		}
		this.#inFlight.set(`${credential} ${key}`, fingerprint);
		return { kind: 'fresh' };
	}

	release(credential: string, key: string): void {
		this.#inFlight.delete(`${credential} ${key}`);
	}

	/** Stores an answer for an hour. Call it inside the write's transaction. */
	store(credential: string, key: string, fingerprint: string, response: StoredResponse): void {
		const now = Math.ceil(this.#clock.now());
		this.#database.run('DELETE FROM idempotency WHERE expires_at <= ?', now);
		this.#database.run(
			'INSERT OR REPLACE INTO idempotency (credential, key, fingerprint, status, body, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
			credential,
			key,
			fingerprint,
			response.status,
			response.body,
			now + LIFETIME_MS,
		);
	}
}

/** What makes two requests the same: method, target as sent, and body bytes. */
export function fingerprintOf(method: string, target: string, body: Buffer): string {
	return createHash('sha256').update(`${method} ${target}\n`).update(body).digest('hex');
}
