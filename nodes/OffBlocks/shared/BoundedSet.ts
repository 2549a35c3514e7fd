/** Texts noted within the last `lifetime` milliseconds, at most the `limit` newest. */
export class BoundedSet {
	private readonly notedAt = new Map<string, number>();

	private readonly limit: number;

	private readonly lifetime: number;

	constructor(limit: number, lifetime: number) {
		this.limit = limit;
		this.lifetime = lifetime;
	}

	add(text: string): void {
		this.notedAt.delete(text);
		this.notedAt.set(text, Date.now());
		const [oldest] = this.notedAt.keys();
		if (this.notedAt.size > this.limit) this.notedAt.delete(oldest);
	}

	has(text: string): boolean {
		const at = this.notedAt.get(text);
		return at !== undefined && Date.now() - at < this.lifetime;
	}

	delete(text: string): void {
		this.notedAt.delete(text);
	}
}
