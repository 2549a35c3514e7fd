import type { Clock } from '../clock.mts';
import type { Database } from './database.mts';

export const STEP_KINDS = ['screen', 'deploy', 'capture', 'settle', 'release', 'expire'] as const;
/** What the API does by itself: screen a customer, deploy an account, capture, release or expire a hold, settle a transaction. */
export type StepKind = (typeof STEP_KINDS)[number];

export interface Step {
	seq: number;
	kind: StepKind;
	/** UUID of the customer, account, authorisation or transaction. */
	entityId: string;
}

/** Steps to come, stored: a restart does not lose them. Times are the sandbox's clock's. */
export class Steps {
	readonly #database: Database;
	readonly #clock: Clock;

	constructor(database: Database, clock: Clock) {
		this.#database = database;
		this.#clock = clock;
	}

	/** Call it inside the transaction of the change that it follows. @param afterMs milliseconds from now */
	queue(kind: StepKind, entityId: string, afterMs: number): void {
		this.#database.run(
			'INSERT INTO steps (kind, entity_id, due_at) VALUES (?, ?, ?)',
			kind,
			entityId,
			Math.ceil(this.#clock.now() + afterMs),
		);
	}

	/** Steps whose time has come, oldest due first. */
	due(now: number): Step[] {
		return this.#database.all<Step>(
			'SELECT seq, kind, entity_id AS entityId FROM steps WHERE due_at <= ? ORDER BY due_at, seq',
			now,
		);
	}

	/** When the next step falls due (Unix milliseconds), undefined where there is none. */
	nextDue(): number | undefined {
		const sql = 'SELECT min(due_at) AS at FROM steps';
		return this.#database.get<{ at: number | null }>(sql)?.at ?? undefined;
	}

	/** All that are to come, the next one first. */
	list(): Array<Step & { dueAt: number }> {
		const sql =
			'SELECT seq, kind, entity_id AS entityId, due_at AS dueAt FROM steps ORDER BY due_at, seq';
		return this.#database.all<Step & { dueAt: number }>(sql);
	}

	done(seq: number): void {
		this.#database.run('DELETE FROM steps WHERE seq = ?', seq);
	}
}
