import { Calls } from './calls.mts';
import { Contract } from './http/contract.mts';
import { Faults } from './faults/faults.mts';
import { seedCards } from './seed/bulk.mts';
import { seedWorld } from './seed/demo.mts';
import { Store } from './store/store.mts';
import { Tokens } from './auth/tokens.mts';
import { DeliveryWorker } from './webhooks/worker.mts';

export interface SandboxOptions {
	/** Path of the data file, or `:memory:`. */
	data: string;
	/** At least this many cards; 0 leaves the small world as it is. */
	cards: number;
	/** Seconds a token lives. */
	tokenTtl: number;
	/** Webhook retries run this many times faster than the vendor's. */
	speed: number;
	signWebhooks: boolean;
	/** Receives each readable line about a delivery. */
	log: (line: string) => void;
}

/** The parts of a running sandbox, each alone in its file. */
export interface Sandbox {
	contract: Contract;
	store: Store;
	tokens: Tokens;
	faults: Faults;
	calls: Calls;
	worker: DeliveryWorker;
	log: (line: string) => void;
	close(): Promise<void>;
}

/** Opens or makes the store and seeds a new one. Deliveries begin at the first `worker.wake()`. */
export function openSandbox(options: SandboxOptions): Sandbox {
	const contract = new Contract();
	const store = new Store(options.data, (schema, value) => contract.checkSchema(schema, value));
	store.transaction(() => {
		if (store.entities.countAccounts() === 0) seedWorld(store);
		const missing = options.cards - store.entities.countCards();
		if (missing > 0) seedCards(store, missing);
	});
	const worker = new DeliveryWorker(store, options);
	return {
		contract,
		store,
		tokens: new Tokens(store.meta, options.tokenTtl),
		faults: new Faults(),
		calls: new Calls(),
		worker,
		log: options.log,
		async close() {
			await worker.stop();
			store.close();
		},
	};
}
