import type { Settings } from '../settings.mts';
import type { Attempt, Delivery } from '../store/deliveries.mts';
import type { Store } from '../store/store.mts';
import { isTooLate, retryDelay } from './backoff.mts';
import { post } from './post.mts';
import { headersUnder } from './sign.mts';

const AT_ONCE = 32;
/** How long a receiver may take; real time, whatever the speed. */
const TIMEOUT_MS = 10_000;
/**
 * The same while the clock is being moved: a month must not take minutes because nobody answers. Halved for a receiver
 * each time it did not, down to the latter.
 */
const [HURRIED_TIMEOUT_MS, SHORTEST_TIMEOUT_MS] = [1_000, 20];
/** What axios calls it. */
const TIMED_OUT = 'ECONNABORTED';
const LONGEST_SLEEP_MS = 60_000;

/** Sends what is due, again and again until it is delivered or too old. */
export class DeliveryWorker {
	readonly #store: Store;
	readonly #settings: Settings;
	readonly #log: (line: string) => void;
	/** What the first attempt carried, by `seq`; a restart signs anew whatever the setting. */
	readonly #firstHeaders = new Map<number, Record<string, string>>();
	readonly #running = new Map<number, Promise<void>>();
	/** How often a receiver has not answered while the clock is being moved, by URL. */
	readonly #silences = new Map<string, number>();
	readonly #abort = new AbortController();
	#timer: NodeJS.Timeout | undefined;
	#stopped = false;
	#held = false;
	/** Attempts since the start. */
	attempts = 0;

	constructor(store: Store, settings: Settings, log: (line: string) => void) {
		this.#store = store;
		this.#settings = settings;
		this.#log = log;
	}

	/** Looks for due deliveries; call it whenever some may have been queued. */
	wake(): void {
		if (this.#stopped || this.#held) return;
		const { clock, deliveries } = this.#store;
		// One moment for both: what falls due between two would be neither started nor waited for.
		const now = clock.now();
		this.#startDue(now);
		const next = deliveries.nextDue(now);
		clearTimeout(this.#timer);
		if (next !== undefined) {
			this.#timer = setTimeout(() => this.wake(), Math.min(clock.until(next), LONGEST_SLEEP_MS));
		}
	}

	/** Does nothing by itself until released: the clock is being moved. Waits for what is under way. */
	async hold(): Promise<void> {
		this.#held = true;
		clearTimeout(this.#timer);
		await Promise.allSettled(this.#running.values());
	}

	release(): void {
		this.#held = false;
		this.#silences.clear();
		this.wake();
	}

	/** Makes every attempt that is due now, once, and waits for the answers. For a worker that is held. */
	async sendDue(): Promise<void> {
		while (!this.#stopped && this.#startDue(this.#store.clock.now()) > 0) {
			await Promise.allSettled(this.#running.values());
		}
	}

	#startDue(now: number): number {
		const due = this.#store.deliveries
			.due(now, AT_ONCE + this.#running.size)
			.filter(({ seq }) => !this.#running.has(seq))
			.slice(0, AT_ONCE - this.#running.size);
		for (const delivery of due) this.#start(delivery);
		return due.length;
	}

	#start(delivery: Delivery): void {
		const done = this.#attempt(delivery).finally(() => {
			this.#running.delete(delivery.seq);
			this.wake();
		});
		this.#running.set(delivery.seq, done);
	}

	async #attempt(delivery: Delivery): Promise<void> {
		const last = await this.#post(delivery);
		if (this.#stopped) return;
		this.attempts += 1;
		const attempts = delivery.attempts + 1;
		const { status, error } = last;
		const delivered = status !== null && status >= 200 && status < 300;
		const nextAt = this.#store.clock.now() + retryDelay(attempts, this.#settings.speed);
		const dropped = !delivered && isTooLate(delivery.createdAt, nextAt, this.#settings.speed);
		const state = delivered ? 'delivered' : dropped ? 'dropped' : 'pending';
		if (state !== 'pending') this.#firstHeaders.delete(delivery.seq);
		this.#store.transaction(() =>
			this.#store.deliveries.record(delivery.seq, {
				state,
				attempts,
				nextAt: Math.ceil(nextAt),
				last,
			}),
		);
		const outcome = status ?? error ?? 'no answer';
		this.#log(
			`webhook ${delivery.type} ${delivery.eventId.slice(0, 8)} attempt ${attempts}: ${outcome}, ${state}`,
		);
	}

	/** Signed anew for each attempt, or as the first one was. */
	async #headers({ seq, url }: Delivery, body: Buffer): Promise<Record<string, string>> {
		const same = this.#settings.deliveryRetrySignature === 'same';
		const first = same ? this.#firstHeaders.get(seq) : undefined;
		if (first) return first;
		const { clock, meta } = this.#store;
		const created = clock.wholeSeconds();
		const headers = await headersUnder(this.#settings, url, body, meta.webhookKey, created);
		if (same) this.#firstHeaders.set(seq, headers);
		return headers;
	}

	async #post(delivery: Delivery): Promise<Attempt> {
		const at = Math.ceil(this.#store.clock.now());
		const started = performance.now();
		const bytes = Buffer.from(delivery.body);
		const silences = this.#silences.get(delivery.url) ?? 0;
		const hurried = Math.max(HURRIED_TIMEOUT_MS / 2 ** silences, SHORTEST_TIMEOUT_MS);
		const timeout = this.#held ? hurried : TIMEOUT_MS;
		const answered = await this.#headers(delivery, bytes).then(
			(headers) => post(delivery.url, bytes, headers, timeout, this.#abort.signal),
			(error) => ({ status: null, error: String(error), answer: '' }),
		);
		if (this.#held && answered.error === TIMED_OUT) this.#silences.set(delivery.url, silences + 1);
		return { at, ms: performance.now() - started, ...answered };
	}

	/** Stops sending. What is under way is abandoned and stays due: it will come again after a restart. */
	async stop(): Promise<void> {
		this.#stopped = true;
		clearTimeout(this.#timer);
		this.#abort.abort();
		await Promise.allSettled(this.#running.values());
	}
}
