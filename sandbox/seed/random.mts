/** Four hexadecimal digits of each number of 16 bits. */
const HEX = Array.from({ length: 2 ** 16 }, (_, number) => number.toString(16).padStart(4, '0'));

/** A seeded generator (mulberry32): the same seed gives the same world everywhere. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** 32 bits. */
	#word(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = this.#state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	}

	/** 0 ≤ x < 1 */
	next(): number {
		return this.#word() / 2 ** 32;
	}

	/** Hexadecimal digits, eight for each word. */
	hex(words: number): string {
		let digits = '';
		for (let left = words; left > 0; left -= 1) {
			const word = this.#word();
			digits += `${HEX[word >>> 16]}${HEX[word & 0xffff]}`;
		}
		return digits;
	}

	/** An integer, 0 ≤ n < limit. */
	below(limit: number): number {
		return Math.floor(this.next() * limit);
	}

	pick<Item>(items: readonly Item[]): Item {
		const item = items[this.below(items.length)];
		if (item === undefined) throw new Error('Nothing to pick from');
		return item;
	}

	/** Picks by weight. */
	weighted<Item>(items: ReadonlyArray<readonly [Item, number]>): Item {
		let left = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [item, weight] of items) {
			left -= weight;
			if (left < 0) return item;
		}
		throw new Error('Nothing to pick from');
	}

	/** A version 4 UUID. */
	uuid(): string {
		const hex = (digits: number) =>
			Math.floor(this.next() * 16 ** digits)
				.toString(16)
				.padStart(digits, '0');
		const variant = (8 + this.below(4)).toString(16);
		return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(8)}${hex(4)}`;
	}
}
