/** What is used of an HTTP response: how far it has got. */
export interface Answer {
	readonly statusCode: number;
	/** True once the last of it was handed to Node.js. */
	readonly writableEnded: boolean;
	once(event: 'finish' | 'close', listener: () => void): unknown;
}

/** What is known of an event that was delivered before. */
export type Seen = 'new' | 'in-hand' | 'done';

interface Entry {
	/** Unix milliseconds. */
	since: number;
	/** The first delivery's answer, until its outcome is known. */
	answer?: Answer;
}

/** OffBlocks sends an event again for so long. */
const KEEP_MS = 24 * 3_600_000;
const LIMIT = 50_000;

/**
 * How long an answer that nobody waits for any more may still be on its way out of n8n. With a limit of
 * production executions (N8N_CONCURRENCY_PRODUCTION_LIMIT) n8n answers only when a slot is free, however long
 * that takes; OffBlocks goes on sending for 24 hours, so that an hour loses nothing.
 */
const ABANDONED_MS = 3_600_000;

/**
 * Remembers which events this process has handed to n8n, so that duplicates start nothing: 24 hours back,
 * 50,000 at most. An event counts as handed over when its answer, which n8n writes once the execution
 * exists, is a 2xx; with any other answer it is forgotten, and the next delivery gets through.
 */
export class DeliveryMemory {
	private readonly entries = new Map<string, Entry>();

	private readonly limit: number;

	constructor(limit = LIMIT) {
		this.limit = limit;
	}

	get size(): number {
		return this.entries.size;
	}

	/** Takes an event in hand if it is new. Its fate is then that of `answer`. */
	take(key: string, answer: Answer, now = Date.now()): Seen {
		const seen = this.look(key, now);
		if (seen !== 'new') return seen;
		this.entries.set(key, { since: now, answer });
		this.dropOld(now);
		for (const event of ['finish', 'close'] as const) {
			answer.once(event, () => this.settle(key, answer));
		}
		return 'new';
	}

	private look(key: string, now: number): Seen {
		const entry = this.entries.get(key);
		if (!entry) return 'new';
		if (entry.answer) this.settle(key, entry.answer);
		const kept = this.entries.get(key);
		const lives = kept?.answer ? ABANDONED_MS : KEEP_MS;
		if (!kept || now - kept.since >= lives) {
			this.entries.delete(key);
			return 'new';
		}
		return kept.answer ? 'in-hand' : 'done';
	}

	/**
	 * Notes an outcome. A sender that hung up changes nothing: n8n goes on starting the execution, and
	 * ends the answer all the same, which is then seen at the next delivery.
	 */
	private settle(key: string, answer: Answer): void {
		const entry = this.entries.get(key);
		if (entry?.answer !== answer || !answer.writableEnded) return;
		if (answer.statusCode >= 200 && answer.statusCode < 300) entry.answer = undefined;
		else this.entries.delete(key);
	}

	/** A Map iterates in insertion order, so the oldest come first. */
	private dropOld(now: number): void {
		for (const [key, { since }] of this.entries) {
			if (this.entries.size <= this.limit && now - since < KEEP_MS) return;
			this.entries.delete(key);
		}
	}
}
