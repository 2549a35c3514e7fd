// How far the server's clock is from this machine's, from the `Date` header of each answer.

/** Seconds by which the server is ahead (negative: behind): between `least` and `most`. */
export interface Offset {
	least: number;
	most: number;
}

export class ServerClock {
	#offset: Offset | undefined;
	/** Answers that had a `Date`, and answers in all. */
	readings = 0;
	answers = 0;
	/** Whether two answers contradicted each other: the clock drifts, or several servers answer. */
	unsteady = false;

	/**
	 * `Date` is cut to whole seconds and was written somewhere between sending and receiving: each answer gives an
	 * interval, and the true difference lies in all of them.
	 *
	 * @param sent, received this machine's time, in milliseconds
	 */
	read(date: string | null, sent: number, received: number): void {
		this.answers += 1;
		const server = Date.parse(date ?? '') / 1000;
		if (Number.isNaN(server)) return;
		this.readings += 1;
		const here = { least: server - received / 1000, most: server + 1 - sent / 1000 };
		const before = this.#offset ?? here;
		const both = {
			least: Math.max(before.least, here.least),
			most: Math.min(before.most, here.most),
		};
		if (both.least > both.most) this.unsteady = true;
		this.#offset = both.least > both.most ? here : both;
	}

	/** undefined as long as no answer had a `Date`. */
	get offset(): Offset | undefined {
		return this.#offset;
	}

	/** The server's time in whole Unix seconds, never ahead of it; this machine's where nothing is known. */
	now(): number {
		return Math.floor(Date.now() / 1000 + (this.#offset?.least ?? 0));
	}
}
