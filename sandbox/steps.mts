import { deployStep } from './accounts/change.mts';
import { screenStep } from './customers/change.mts';
import { captureStep, expireStep, releaseStep } from './payments/authorisations.mts';
import { settleStep } from './payments/transactions.mts';
import type { Settings } from './settings.mts';
import type { StepKind } from './store/steps.mts';
import type { Store } from './store/store.mts';

const STEPS: Record<StepKind, (store: Store, entityId: string, stepMs: number) => void> = {
	screen: screenStep,
	deploy: deployStep,
	capture: captureStep,
	release: releaseStep,
	expire: expireStep,
	settle: settleStep,
};
const LONGEST_SLEEP_MS = 60_000;

/** Takes the steps that the API takes by itself, each in a transaction of its own, when they fall due. */
export class StepRunner {
	readonly #store: Store;
	readonly #settings: Pick<Settings, 'stepMs'>;
	readonly #taken: () => void;
	#timer: NodeJS.Timeout | undefined;
	#stopped = false;
	#held = false;

	/** @param taken called after steps were taken: events may have been queued */
	constructor(store: Store, settings: Pick<Settings, 'stepMs'>, taken: () => void) {
		this.#store = store;
		this.#settings = settings;
		this.#taken = taken;
	}

	/** Takes what is due and waits for what is not; call it whenever steps may have been queued. */
	wake(): void {
		if (this.#stopped || this.#held) return;
		clearTimeout(this.#timer);
		if (this.takeDue() > 0) this.#taken();
		const next = this.#store.steps.nextDue();
		if (next === undefined) return;
		const sleep = Math.min(this.#store.clock.until(next), LONGEST_SLEEP_MS);
		this.#timer = setTimeout(() => this.wake(), sleep);
	}

	/** Takes what is due now. @returns how many steps that were */
	takeDue(): number {
		const due = this.#store.steps.due(this.#store.clock.now());
		for (const { seq, kind, entityId } of due) {
			this.#store.transaction(() => {
				this.#take(kind, entityId);
				this.#store.steps.done(seq);
			});
		}
		return due.length;
	}

	/** Does nothing by itself until released: the clock is being moved. */
	hold(): void {
		this.#held = true;
		clearTimeout(this.#timer);
	}

	release(): void {
		this.#held = false;
		this.wake();
	}

	/** A step that fails changes nothing, is loud, and is not tried again: it would fail for ever. */
	#take(kind: StepKind, entityId: string): void {
		try {
			this.#store.transaction(() => STEPS[kind](this.#store, entityId, this.#settings.stepMs));
		} catch (error) {
			process.stderr.write(`SANDBOX FAULT in step ${kind} of ${entityId}: ${String(error)}\n`);
		}
	}

	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#timer);
	}
}
