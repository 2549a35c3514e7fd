import type { Notice } from './layout.mts';

const KEPT = 50;

/** What buttons said, to be shown once on the page that comes next; in memory, by number. */
export class Notices {
	readonly #notices = new Map<number, Notice>();
	#last = 0;

	/** @returns its number */
	add(notice: Notice): number {
		this.#last += 1;
		this.#notices.set(this.#last, notice);
		this.#notices.delete(this.#last - KEPT);
		return this.#last;
	}

	take(number: number): Notice | undefined {
		const notice = this.#notices.get(number);
		this.#notices.delete(number);
		return notice;
	}
}
