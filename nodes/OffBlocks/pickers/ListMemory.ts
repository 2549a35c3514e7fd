interface Held<T> {
	number: number;
	list: Promise<T>;
	/** Whether it is still on its way. */
	loading: boolean;
}

/**
 * Lists that somebody is typing against: a list of 100,000 cards takes seconds to arrive, and n8n asks
 * again at each key press. Short-lived and few, so that what is held is neither old nor much.
 */
export class ListMemory<T> {
	private readonly lists = new Map<string, Held<T>>();

	private readonly lifetime: number;

	private readonly limit: number;

	private count = 0;

	/** @param lifetime milliseconds from a list's arrival · @param limit how many lists are held */
	constructor(lifetime: number, limit: number) {
		this.lifetime = lifetime;
		this.limit = limit;
	}

	/**
	 * The list held under `key`, or what `load` gives.
	 *
	 * @param anew whether one that has arrived before is too old; one that is on its way is not
	 * @throws what `load` throws; nothing is held then
	 */
	async get(key: string, anew: boolean, load: () => Promise<T>): Promise<T> {
		const known = this.lists.get(key);
		if (known && (known.loading || !anew)) return await known.list;
		const held: Held<T> = { number: ++this.count, list: load(), loading: true };
		this.hold(key, held);
		held.list.then(
			() => {
				held.loading = false;
				this.forgetLater(key, held.number);
			},
			() => this.forget(key, held.number),
		);
		return await held.list;
	}

	private hold(key: string, held: Held<T>): void {
		this.lists.delete(key);
		this.lists.set(key, held);
		// A Map iterates in insertion order.
		const [oldest] = this.lists.keys();
		if (this.lists.size > this.limit) this.lists.delete(oldest);
	}

	/** By a timer that keeps no process alive; apart, so that it does not hold the list itself. */
	private forgetLater(key: string, number: number): void {
		const forget = () => this.forget(key, number);
		AbortSignal.timeout(this.lifetime).addEventListener('abort', forget);
	}

	private forget(key: string, number: number): void {
		if (this.lists.get(key)?.number === number) this.lists.delete(key);
	}
}
