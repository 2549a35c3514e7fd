import { Calls } from './calls.mts';
import { Clock } from './clock.mts';
import { Contract } from './http/contract.mts';
import { Faults } from './faults/faults.mts';
import { seedCards } from './seed/bulk.mts';
import { seedWorld } from './seed/demo.mts';
import { seedShowroom } from './seed/showroom.mts';
import type { Settings, StartSettings } from './settings.mts';
import { StepRunner } from './steps.mts';
import { Store } from './store/store.mts';
import { Tokens } from './auth/tokens.mts';
import { Time } from './time/time.mts';
import { DeliveryWorker } from './webhooks/worker.mts';

export interface SandboxOptions {
	/** Path of the data file, or `:memory:`. */
	data: string;
	/** At least this many cards; 0 leaves the small world as it is. */
	cards: number;
	/** Whether a new store gets more sample data, with dates relative to today. */
	showroom?: boolean;
	settings: StartSettings;
	/** Receives each readable line about a delivery. */
	log: (line: string) => void;
}

/** The parts of a running sandbox, each alone in its file. */
export interface Sandbox {
	contract: Contract;
	/** Read at every call; the admin route changes it in place. */
	settings: Settings;
	store: Store;
	tokens: Tokens;
	faults: Faults;
	calls: Calls;
	worker: DeliveryWorker;
	steps: StepRunner;
	time: Time;
	log: (line: string) => void;
	close(): Promise<void>;
}

/** Opens or makes the store and seeds a new one. Steps and deliveries begin at the first `steps.wake()` and `worker.wake()`. */
export function openSandbox(options: SandboxOptions): Sandbox {
	const contract = new Contract();
	const clock = new Clock();
	const store = new Store(
		options.data,
		(schema, value) => contract.checkSchema(schema, value),
		clock,
	);
	const settings = { clockOffset: store.meta.clockOffset, ...options.settings };
	clock.set(settings.clockOffset, settings.clockDrift);
	store.meta.clockOffset = settings.clockOffset;
	store.transaction(() => {
		if (store.entities.accounts.count() === 0) {
			seedWorld(store);
			if (options.showroom) seedShowroom(store);
		}
		const missing = options.cards - store.entities.cards.count();
		if (missing > 0) seedCards(store, missing);
	});
	const worker = new DeliveryWorker(store, settings, options.log);
	const steps = new StepRunner(store, settings, () => worker.wake());
	return {
		contract,
		settings,
		store,
		tokens: new Tokens(store.meta, settings, clock),
		faults: new Faults(),
		calls: new Calls(),
		worker,
		steps,
		time: new Time(store, settings, steps, worker),
		log: options.log,
		async close() {
			steps.stop();
			await worker.stop();
			store.close();
		},
	};
}
