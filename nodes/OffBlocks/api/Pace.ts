import { notSent } from './cancelled';
import { wait } from './wait';

/** Longest time a timer of Node.js can be set to; one set to more ends at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

interface Waiter {
	/** How often it was sent before. */
	attempts: number;
	/** @param mayGo false where the run was stopped meanwhile */
	leave(mayGo: boolean): void;
}

/**
 * When the requests of one run may go out: not faster than a given rate, and not at all while the API
 * has asked to slow down. After that they begin again with one at a time, and one more for each that is
 * answered: were all of them let go at once, most would be refused again, and use up their retries.
 */
export class Pace {
	/** Milliseconds between two requests. */
	private readonly interval: number;

	private readonly stop?: AbortSignal;

	/** Time (Unix ms) from which the next request may go out. */
	private nextAt = 0;

	/** How many requests may be under way at the same time. */
	private room = Infinity;

	private underWay = 0;

	private readonly queue: Waiter[] = [];

	private asleep = false;

	/**
	 * @param requestsPerSecond no limit where absent or 0
	 * @param stop aborts when no further request is to go out
	 */
	constructor(requestsPerSecond = 0, stop?: AbortSignal) {
		this.interval = requestsPerSecond ? 1000 / requestsPerSecond : 0;
		this.stop = stop;
		stop?.addEventListener('abort', () => this.sendAllHome(), { once: true });
	}

	/** Holds all further requests back for `ms` milliseconds from now; a longer pause stays. */
	pause(ms: number): void {
		this.nextAt = Math.max(this.nextAt, Date.now() + ms);
		this.room = 1;
	}

	/**
	 * Does `work` once its turn has come. The turn ends with it, however it ends: one that was not given
	 * back would hold up all others for ever.
	 *
	 * @param attempts how often it was sent before: who has the fewest retries left goes first
	 * @param work rejects where the API did not do what was asked, so that it cannot bear one more at a time
	 * @throws {ApiError} `notSent()`, at once, when the run is stopped before its turn
	 */
	async turn<T>(attempts: number, work: () => Promise<T>): Promise<T> {
		if (!(await this.mayGo(attempts))) throw notSent();
		try {
			const value = await work();
			this.room += 1;
			return value;
		} finally {
			this.underWay -= 1;
			this.letGo();
		}
	}

	private async mayGo(attempts: number): Promise<boolean> {
		if (this.stop?.aborted) return false;
		return await new Promise((leave) => {
			const place = this.queue.findIndex((waiter) => waiter.attempts < attempts);
			this.queue.splice(place < 0 ? this.queue.length : place, 0, { attempts, leave });
			this.letGo();
		});
	}

	private letGo(): void {
		while (this.queue.length && this.underWay < this.room && !this.asleep) {
			const now = Date.now();
			if (this.nextAt > now) {
				this.asleep = true;
				const ms = Math.min(Math.ceil(this.nextAt - now), LONGEST_TIMER);
				void wait(ms, this.stop).then(() => this.wake());
				return;
			}
			// Never made up for: after a quiet hour there is no burst.
			this.nextAt = now + this.interval;
			this.underWay += 1;
			this.queue.shift()!.leave(true);
		}
	}

	/** Timers can be early by a fraction of a millisecond, and there may be more to wait for: it looks again. */
	private wake(): void {
		this.asleep = false;
		this.letGo();
	}

	private sendAllHome(): void {
		for (const { leave } of this.queue.splice(0)) leave(false);
	}
}
