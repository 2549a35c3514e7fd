import { Calls } from './calls.mts';
import { Clock } from './clock.mts';
import { Contract } from './http/contract.mts';
import { Faults } from './faults/faults.mts';
import { applySeed } from './seed/apply.mts';
import { seedCards } from './seed/bulk.mts';
import { seedBulkPayments } from './seed/bulkPayments.mts';
import { seedWorld } from './seed/demo.mts';
import { seedShowroom } from './seed/showroom.mts';
import type { Seed } from './seed/seed.mts';
import type { Settings, StartSettings } from './settings.mts';
import { StepRunner } from './steps.mts';
import { Store } from './store/store.mts';
import { Tokens } from './auth/tokens.mts';
import { Time } from './time/time.mts';
import { DeliveryWorker } from './webhooks/worker.mts';

export interface SandboxOptions {
	/** Path of the data file, or `:memory:`. */
	data: string;
	/** At least this many cards; 0 leaves the state as it is. */
	cards: number;
	/** At least this many payments; default as many as there are. */
	payments?: number;
	/** Whether a new store gets more sample data, with dates relative to today. */
	showroom?: boolean;
	settings: StartSettings;
	/** What a fresh store holds; without it the small world of `world.mts`. Checked already. */
	seed?: Seed;
	/** Where the clock begins, ISO 8601; before the seed's own. */
	clock?: string;
	/** Receives each readable line about a call or a delivery. */
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
	/** Everything as it was at the start of a fresh store, but for credentials and keys: those stay. */
	reset(): Promise<void>;
	close(): Promise<void>;
}

/** Opens or makes the store and seeds a new one. Steps and deliveries begin at the first `steps.wake()` and `worker.wake()`. */
export function openSandbox(options: SandboxOptions, contract = new Contract()): Sandbox {
	const clock = new Clock();
	const check = (schema: string, value: unknown) => contract.checkSchema(schema, value);
	const store = new Store(options.data, check, clock);
	const fresh = store.entities.accounts.count() === 0 && store.entities.customers.count() === 0;
	const settings: Settings = startSettings(options, fresh ? undefined : store.meta.clockOffset);
	clock.set(settings.clockOffset, settings.clockDrift);
	store.meta.clockOffset = settings.clockOffset;
	store.transaction(() => begin(store, options, fresh));
	fillUp(store, options);
	const worker = new DeliveryWorker(store, settings, options.log);
	const steps = new StepRunner(store, settings, () => worker.wake());
	const time = new Time(store, settings, steps, worker);
	const [faults, calls] = [new Faults(), new Calls()];
	return {
		contract,
		settings,
		store,
		tokens: new Tokens(store.meta, settings, clock),
		faults,
		calls,
		worker,
		steps,
		time,
		log: options.log,
		async reset() {
			await time.still(() => {
				Object.assign(settings, startSettings(options, undefined));
				clock.set(settings.clockOffset, settings.clockDrift);
				store.meta.clockOffset = settings.clockOffset;
				store.deliveries.settings = { duplicate: 0, delayMs: 0, reorder: false };
				store.transaction(() => {
					store.empty();
					begin(store, options, true);
				});
				fillUp(store, options);
				faults.clear();
				calls.clear();
			});
		},
		async close() {
			steps.stop();
			await worker.stop();
			store.close();
		},
	};
}

/** @param offset where a data file left the clock; undefined: the clock begins */
function startSettings({ settings, seed, clock }: SandboxOptions, offset?: number): Settings {
	const start = clock ?? seed?.clock;
	const seconds = start === undefined ? 0 : (Date.parse(start) - Date.now()) / 1000;
	return { ...settings, ...seed?.settings, clockOffset: settings.clockOffset ?? offset ?? seconds };
}

function begin(store: Store, { seed, showroom }: SandboxOptions, fresh: boolean): void {
	if (fresh && seed) applySeed(store, seed);
	if (fresh && !seed) seedWorld(store);
	if (fresh && showroom) seedShowroom(store, store.clock.now());
}

/** As many cards and payments as were asked for: too many for one transaction. */
function fillUp(store: Store, { cards, payments = 0 }: SandboxOptions): void {
	seedCards(store, cards - store.entities.cards.count());
	seedBulkPayments(store, payments);
}
