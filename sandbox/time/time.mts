import type { Settings } from '../settings.mts';
import type { StepRunner } from '../steps.mts';
import type { Store } from '../store/store.mts';
import type { DeliveryWorker } from '../webhooks/worker.mts';

/** What happened while the clock was moved. */
export interface Passed {
	/** Steps that the API took by itself. */
	steps: number;
	/** Attempts at deliveries. */
	attempts: number;
}

/** Moves the clock. Forward, everything that falls due on the way happens at its own time, in its order. */
export class Time {
	readonly #store: Store;
	readonly #settings: Pick<Settings, 'clockOffset' | 'clockDrift'>;
	readonly #steps: StepRunner;
	readonly #worker: DeliveryWorker;
	/** One move after the other. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(
		store: Store,
		settings: Pick<Settings, 'clockOffset' | 'clockDrift'>,
		steps: StepRunner,
		worker: DeliveryWorker,
	) {
		this.#store = store;
		this.#settings = settings;
		this.#steps = steps;
		this.#worker = worker;
	}

	/** Sets the clock without letting anything happen on the way; what is overdue then happens at once. */
	set(offset: number, drift: number): void {
		this.#settings.clockOffset = offset;
		this.#settings.clockDrift = drift;
		this.#store.clock.set(offset, drift);
		this.#store.meta.clockOffset = offset;
		this.#steps.wake();
		this.#worker.wake();
	}

	/**
	 * Moves the clock to a time; back as `set` does.
	 * @param target Unix milliseconds
	 */
	async moveTo(target: number): Promise<Passed> {
		return await this.#inTurn(() => this.#move(target));
	}

	/** Does something while no step is taken and no delivery is under way. */
	async still(work: () => void): Promise<void> {
		await this.#inTurn(async () => {
			this.#steps.hold();
			await this.#worker.hold();
			try {
				work();
			} finally {
				this.#steps.release();
				this.#worker.release();
			}
		});
	}

	async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		const turn = this.#last.then(work);
		this.#last = turn.catch(() => undefined);
		return await turn;
	}

	async #move(target: number): Promise<Passed> {
		const { clock } = this.#store;
		this.#steps.hold();
		await this.#worker.hold();
		const before = this.#worker.attempts;
		let steps = 0;
		try {
			for (let next = this.#nextDue(); next <= target; next = this.#nextDue()) {
				if (next > clock.now()) clock.moveTo(next);
				steps += this.#steps.takeDue();
				await this.#worker.sendDue();
			}
			clock.moveTo(target);
			this.#settings.clockOffset = Math.round(clock.offset * 1000) / 1000;
			this.#store.meta.clockOffset = this.#settings.clockOffset;
		} finally {
			this.#steps.release();
			this.#worker.release();
		}
		return { steps, attempts: this.#worker.attempts - before };
	}

	#nextDue(): number {
		const { deliveries, steps } = this.#store;
		return Math.min(deliveries.firstDue() ?? Infinity, steps.nextDue() ?? Infinity);
	}
}
