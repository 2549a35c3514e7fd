/** A map that keeps the `limit` entries used last, so that odd input cannot make it grow for ever. */
export class BoundedCache<V> {
	private readonly entries = new Map<string, V>();

	private readonly limit: number;

	constructor(limit: number) {
		this.limit = limit;
	}

	/** The cached value, or what `create` returns; a `create` that throws leaves nothing behind. */
	getOrCreate(key: string, create: () => V): V {
		const found = this.entries.get(key);
		if (found !== undefined) {
			// A Map iterates in insertion order: entered anew, the entry is the youngest.
			this.entries.delete(key);
			this.entries.set(key, found);
			return found;
		}
		const value = create();
		this.entries.set(key, value);
		if (this.entries.size > this.limit) this.dropOldest();
		return value;
	}

	/** The cached value; looking does not keep it any longer. */
	find(key: string): V | undefined {
		return this.entries.get(key);
	}

	private dropOldest(): void {
		const [oldest] = this.entries.keys();
		this.entries.delete(oldest);
	}
}
