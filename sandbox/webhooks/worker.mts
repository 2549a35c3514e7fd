import axios from 'axios';
import type { Delivery } from '../store/deliveries.mts';
import type { Store } from '../store/store.mts';
import { isTooLate, retryDelay } from './backoff.mts';
import { deliveryHeaders } from './sign.mts';

const AT_ONCE = 32;
/** How long a receiver may take; real time, whatever the speed. */
const TIMEOUT_MS = 10_000;
const LONGEST_SLEEP_MS = 60_000;

/** Sends what is due, again and again until it is delivered or too old. */
export class DeliveryWorker {
	readonly #store: Store;
	readonly #log: (line: string) => void;
	readonly #running = new Map<number, Promise<void>>();
	readonly #abort = new AbortController();
	#timer: NodeJS.Timeout | undefined;
	#stopped = false;
	/** Retries run this many times faster than the vendor's. */
	speed: number;
	signed: boolean;

	constructor(
		store: Store,
		options: { speed: number; signWebhooks: boolean; log: (line: string) => void },
	) {
		this.#store = store;
		this.#log = options.log;
		this.speed = options.speed;
		this.signed = options.signWebhooks;
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
		const nextAt = Date.now() + retryDelay(attempts, this.speed);
		const dropped = !delivered && isTooLate(delivery.createdAt, nextAt, this.speed);
		const state = delivered ? 'delivered' : dropped ? 'dropped' : 'pending';
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

	async #post({ url, body }: Delivery): Promise<{ status: number | null; error: string | null }> {
		const bytes = Buffer.from(body);
		const headers = this.signed
			? await deliveryHeaders(url, bytes, this.#store.meta.webhookKey)
			: { 'content-type': 'application/json' };
		try {
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
