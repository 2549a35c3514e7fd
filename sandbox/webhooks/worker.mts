import axios from 'axios';
import type { Settings } from '../settings.mts';
import type { Delivery } from '../store/deliveries.mts';
import type { Store } from '../store/store.mts';
import { isTooLate, retryDelay } from './backoff.mts';
import { headersUnder } from './sign.mts';

const AT_ONCE = 32;
/** How long a receiver may take; real time, whatever the speed. */
const TIMEOUT_MS = 10_000;
const LONGEST_SLEEP_MS = 60_000;

/** Sends what is due, again and again until it is delivered or too old. */
export class DeliveryWorker {
	readonly #store: Store;
	readonly #settings: Settings;
	readonly #log: (line: string) => void;
	/** What the first attempt carried, by `seq`; a restart signs anew whatever the setting. */
	readonly #firstHeaders = new Map<number, Record<string, string>>();
	readonly #running = new Map<number, Promise<void>>();
	readonly #abort = new AbortController();
	#timer: NodeJS.Timeout | undefined;
	#stopped = false;

	constructor(store: Store, settings: Settings, log: (line: string) => void) {
		this.#store = store;
		this.#settings = settings;
		this.#log = log;
	}

	/** Looks for due deliveries; call it whenever some may have been queued. */
	wake(): void {
		if (this.#stopped) return;
		const now = Date.now();
		const due = this.#store.deliveries
			.due(now, AT_ONCE + this.#running.size)
			.filter(({ seq }) => !this.#running.has(seq))
			.slice(0, AT_ONCE - this.#running.size);
		for (const delivery of due) this.#start(delivery);
		const next = this.#store.deliveries.nextDue(now);
		clearTimeout(this.#timer);
		if (next !== undefined) {
			this.#timer = setTimeout(
				() => this.wake(),
				Math.min(Math.max(next - now, 1), LONGEST_SLEEP_MS),
			);
		}
	}

	#start(delivery: Delivery): void {
		const done = this.#attempt(delivery).finally(() => {
			this.#running.delete(delivery.seq);
			this.wake();
		});
		this.#running.set(delivery.seq, done);
	}

	async #attempt(delivery: Delivery): Promise<void> {
		const { status, error } = await this.#post(delivery);
		if (this.#stopped) return;
		const attempts = delivery.attempts + 1;
		const delivered = status !== null && status >= 200 && status < 300;
		const nextAt = Date.now() + retryDelay(attempts, this.#settings.speed);
		const dropped = !delivered && isTooLate(delivery.createdAt, nextAt, this.#settings.speed);
		const state = delivered ? 'delivered' : dropped ? 'dropped' : 'pending';
		if (state !== 'pending') this.#firstHeaders.delete(delivery.seq);
		this.#store.deliveries.record(delivery.seq, {
			state,
			attempts,
			nextAt: Math.ceil(nextAt),
			status,
			error,
		});
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
		const headers = await headersUnder(this.#settings, url, body, this.#store.meta.webhookKey);
		if (same) this.#firstHeaders.set(seq, headers);
		return headers;
	}

	async #post(delivery: Delivery): Promise<{ status: number | null; error: string | null }> {
		const { url } = delivery;
		const bytes = Buffer.from(delivery.body);
		try {
			const headers = await this.#headers(delivery, bytes);
			const { status } = await axios.post(url, bytes, {
				headers: { ...headers, 'user-agent': 'OffBlocks-Sandbox' },
				maxRedirects: 0,
				proxy: false,
				timeout: TIMEOUT_MS,
				signal: this.#abort.signal,
				maxContentLength: 1_000_000,
				responseType: 'text',
				validateStatus: () => true,
			});
			return { status, error: null };
		} catch (error) {
			return {
				status: null,
				error: axios.isAxiosError(error) ? (error.code ?? error.message) : String(error),
			};
		}
	}

	/** Stops sending. What is under way is abandoned and stays due: it will come again after a restart. */
	async stop(): Promise<void> {
		this.#stopped = true;
		clearTimeout(this.#timer);
		this.#abort.abort();
		await Promise.allSettled(this.#running.values());
	}
}
