import type { Webhook } from '../types.mts';
import type { Clock } from '../clock.mts';
import type { Database } from './database.mts';

export interface Delivery {
	seq: number;
	webhookId: string;
	eventId: string;
	type: string;
	url: string;
	body: string;
	state: 'pending' | 'delivered' | 'dropped';
	attempts: number;
	/** Unix milliseconds, as the others. */
	createdAt: number;
	nextAt: number;
	finishedAt: number | null;
	lastStatus: number | null;
	lastError: string | null;
}

/** One try at a delivery. */
export interface Attempt {
	/** Unix milliseconds. */
	at: number;
	/** How long it took, real time. */
	ms: number;
	/** null where no answer came. */
	status: number | null;
	error: string | null;
	/** The beginning of the answer's body. */
	answer: string;
}

/** Trouble on demand, for receivers that must cope with it. */
export interface DeliverySettings {
	/** Share of events that are sent twice, 0 to 1. */
	duplicate: number;
	/** Milliseconds before the first attempt. */
	delayMs: number;
	/** Whether neighbouring events of a subscription change places. */
	reorder: boolean;
}

/** How long a reordered event waits for a later one to overtake it. */
const OVERTAKING_MS = 300;

/** Finished deliveries are listed for a day. */
const KEPT_MS = 24 * 3_600_000;

const COLUMNS = `seq, webhook_id AS webhookId, event_id AS eventId, type, url, body, state, attempts,
	created_at AS createdAt, next_at AS nextAt, finished_at AS finishedAt, last_status AS lastStatus, last_error AS lastError`;

/** The queue of webhook deliveries. */
export class Deliveries {
	readonly #database: Database;
	readonly #clock: Clock;
	settings: DeliverySettings = { duplicate: 0, delayMs: 0, reorder: false };

	constructor(database: Database, clock: Clock) {
		this.#database = database;
		this.#clock = clock;
		const sql = "DELETE FROM deliveries WHERE state <> 'pending' AND finished_at < ?";
		database.run(sql, clock.now() - KEPT_MS);
	}

	queue(webhook: Webhook, type: string, eventId: string, body: string): void {
		const now = Math.ceil(this.#clock.now());
		const nextAt = now + this.settings.delayMs + this.#overtaking(webhook.id, now);
		const copies = Math.random() < this.settings.duplicate ? 2 : 1;
		for (let copy = 0; copy < copies; copy += 1) {
			this.#database.run(
				`INSERT INTO deliveries (webhook_id, event_id, type, url, body, state, attempts, created_at, next_at)
				 VALUES (?, ?, ?, ?, ?, 'pending', 0, ?, ?)`,
				webhook.id,
				eventId,
				type,
				webhook.callbackUrl,
				body,
				now,
				nextAt,
			);
		}
	}

	/** With reordering on, the first of a pair is held back and the second goes at once. */
	#overtaking(webhookId: string, now: number): number {
		if (!this.settings.reorder) return 0;
		const sql =
			"SELECT count(*) AS n FROM deliveries WHERE webhook_id = ? AND state = 'pending' AND attempts = 0 AND next_at > ?";
		const held =
			this.#database.get<{ n: number }>(sql, webhookId, now + this.settings.delayMs)?.n ?? 0;
		return held > 0 ? 0 : OVERTAKING_MS;
	}

	/** Pending deliveries whose time has come, oldest due first. */
	due(now: number, limit: number): Delivery[] {
		const sql = `SELECT ${COLUMNS} FROM deliveries WHERE state = 'pending' AND next_at <= ? ORDER BY next_at, seq LIMIT ?`;
		return this.#database.all<Delivery>(sql, now, limit);
	}

	/** When the first pending delivery is due, or was (Unix milliseconds); undefined where there is none. */
	firstDue(): number | undefined {
		const sql = "SELECT min(next_at) AS at FROM deliveries WHERE state = 'pending'";
		return this.#database.get<{ at: number | null }>(sql)?.at ?? undefined;
	}

	/** When the next delivery after `now` falls due (Unix milliseconds), undefined where there is none. */
	nextDue(now: number): number | undefined {
		const sql = "SELECT min(next_at) AS at FROM deliveries WHERE state = 'pending' AND next_at > ?";
		return this.#database.get<{ at: number | null }>(sql, now)?.at ?? undefined;
	}

	/** Records an attempt's outcome. A row that is gone (its subscription was deleted) stays gone. */
	record(
		seq: number,
		outcome: {
			state: Delivery['state'];
			attempts: number;
			nextAt: number;
			last: Attempt;
		},
	): void {
		const { at, ms, status, error, answer } = outcome.last;
		const changed = this.#database.run(
			`UPDATE deliveries SET state = ?, attempts = ?, next_at = ?, finished_at = ?, last_status = ?, last_error = ? WHERE seq = ?`,
			outcome.state,
			outcome.attempts,
			outcome.nextAt,
			outcome.state === 'pending' ? null : Math.ceil(this.#clock.now()),
			status,
			error,
			seq,
		);
		if (changed === 0) return;
		this.#database.run(
			'INSERT INTO attempts (delivery, at, ms, status, error, answer) VALUES (?, ?, ?, ?, ?, ?)',
			seq,
			at,
			ms,
			status,
			error,
			answer,
		);
	}

	get(seq: number): Delivery | undefined {
		return this.#database.get<Delivery>(`SELECT ${COLUMNS} FROM deliveries WHERE seq = ?`, seq);
	}

	/** The tries at a delivery, the first one first. */
	attemptsOf(seq: number): Attempt[] {
		const sql =
			'SELECT at, ms, status, error, answer FROM attempts WHERE delivery = ? ORDER BY seq';
		return this.#database.all<Attempt>(sql, seq);
	}

	/** Sends a delivery once more, whatever became of it. @returns false where there is none */
	again(seq: number): boolean {
		const now = Math.ceil(this.#clock.now());
		const sql =
			"UPDATE deliveries SET state = 'pending', created_at = ?, next_at = ?, finished_at = NULL WHERE seq = ?";
		return this.#database.run(sql, now, now, seq) > 0;
	}

	/** How many deliveries there are of each state. */
	counts(): Record<Delivery['state'], number> {
		const sql = 'SELECT state, count(*) AS n FROM deliveries GROUP BY state';
		const found = this.#database.all<{ state: Delivery['state']; n: number }>(sql);
		const counts = Object.fromEntries(found.map(({ state, n }) => [state, n]));
		return { pending: 0, delivered: 0, dropped: 0, ...counts };
	}

	/** The latest deliveries, oldest first. */
	list(limit: number): Delivery[] {
		return this.#database
			.all<Delivery>(`SELECT ${COLUMNS} FROM deliveries ORDER BY seq DESC LIMIT ?`, limit)
			.reverse();
	}
}
