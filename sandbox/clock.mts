/**
 * A sandbox's clock: the one for the Date header, signatures, tokens, timestamps and everything that falls due. The
 * machine's unless it is set otherwise.
 */
export class Clock {
	#offsetMs = 0;
	#drift = 0;
	#setAt = 0;
	#last = 0n;

	/** @param offset seconds ahead of this machine's; @param drift seconds gained each second from now on */
	constructor(offset = 0, drift = 0) {
		this.set(offset, drift);
	}

	/**
	 * Puts the clock `offset` seconds ahead of this machine's (behind where negative), from where it gains `drift`
	 * seconds each second.
	 */
	set(offset: number, drift: number): void {
		this.#offsetMs = offset * 1000;
		this.#drift = drift;
		this.#setAt = Date.now();
		// A clock that was set back counts from there again.
		this.#last = 0n;
	}

	/** Puts the clock to a time (Unix milliseconds); it goes on as fast as it did. */
	moveTo(at: number): void {
		this.set((at - Date.now()) / 1000, this.#drift);
	}

	/** Unix milliseconds, with a fraction where the clock drifts. */
	now(): number {
		const machine = Date.now();
		return machine + this.#offsetMs + this.#drift * (machine - this.#setAt);
	}

	/** Seconds ahead of this machine's. */
	get offset(): number {
		return (this.now() - Date.now()) / 1000;
	}

	/** This machine's milliseconds until the clock shows a time (Unix milliseconds), 1 or more. */
	until(at: number): number {
		return Math.max((at - this.now()) / (1 + this.#drift), 1);
	}

	/** Unix seconds with their fraction, as they are compared with `created` and `expires`. */
	seconds(): number {
		return this.now() / 1000;
	}

	/** Unix seconds, whole. */
	wholeSeconds(): number {
		return Math.floor(this.seconds());
	}

	date(): Date {
		return new Date(this.now());
	}

	/** The value of a Date header (RFC 9110 section 5.6.7). */
	httpDate(): string {
		return this.date().toUTCString();
	}

	/** Never two the same, so that "newer" can be read off timestamps. */
	#nextNanoseconds(): bigint {
		const fraction = Math.floor((performance.now() % 1) * 1e6);
		const nanoseconds = BigInt(Math.floor(this.now())) * 1_000_000n + BigInt(fraction);
		this.#last = nanoseconds > this.#last ? nanoseconds : this.#last + 1n;
		return this.#last;
	}

	/** ISO 8601 with nanoseconds, as the vendor's updates carry them: `2024-01-12T15:12:26.923705379Z`. */
	nanosecondStamp(): string {
		const stamp = this.#nextNanoseconds();
		const seconds = new Date(Number(stamp / 1_000_000n)).toISOString().slice(0, 19);
		return `${seconds}.${String(stamp % 1_000_000_000n).padStart(9, '0')}Z`;
	}

	/** ISO 8601 with milliseconds, as creations carry them. */
	millisecondStamp(): string {
		return new Date(Number(this.#nextNanoseconds() / 1_000_000n)).toISOString();
	}
}
