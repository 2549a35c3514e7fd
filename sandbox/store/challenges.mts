import type { Database } from './database.mts';

export interface Challenge {
	/** base64 of the text to sign. */
	challenge: string;
	signed: boolean;
}

/** The latest challenge of each customer and account; earlier ones are void. */
export class Challenges {
	readonly #database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	/** @param ownerId of the customer or account; @param text what is to be signed; @returns its base64 */
	issue(ownerId: string, text: string): string {
		const challenge = Buffer.from(text).toString('base64');
		this.#database.run(
			'INSERT OR REPLACE INTO challenges (owner_id, challenge, signed) VALUES (?, ?, 0)',
			ownerId,
			challenge,
		);
		return challenge;
	}

	of(ownerId: string): Challenge | undefined {
		const sql = 'SELECT challenge, signed FROM challenges WHERE owner_id = ?';
		const row = this.#database.get<{ challenge: string; signed: number }>(sql, ownerId);
		return row && { challenge: row.challenge, signed: row.signed === 1 };
	}

	sign(ownerId: string): void {
		this.#database.run('UPDATE challenges SET signed = 1 WHERE owner_id = ?', ownerId);
	}
}
