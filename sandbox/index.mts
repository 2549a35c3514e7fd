import type { AddressInfo } from 'node:net';
import { clockOf, moveClock } from './admin/clock.mts';
import { emitSample, type EmitRequest } from './admin/emit.mts';
import { infoOf, type SandboxInfo } from './admin/info.mts';
import type { CallRecord } from './calls.mts';
import { type Answer, Client } from './client/client.mts';
import { own } from './client/transports.mts';
import type { Fault, FaultRequest } from './faults/faults.mts';
import { Contract } from './http/contract.mts';
import { dumpText } from './seed/dump.mts';
import { checkSeed, readSeed, type Seed, SeedError } from './seed/seed.mts';
import { START_SETTINGS, type Settings } from './settings.mts';
import { start } from './start.mts';
import type { Passed } from './time/time.mts';

export type { Answer, CallRecord, Fault, FaultRequest, Passed, SandboxInfo, Seed, Settings };
export { SeedError };
export { spawnSandbox, type SpawnedSandbox, type SpawnOptions } from './process.mts';

export interface CreateOptions {
	/** On 127.0.0.1; 0, the default, is any free one. */
	port?: number;
	/** Path of the data file; default `:memory:`. */
	data?: string;
	/** What a fresh store holds: a file (YAML or JSON), or the same as an object; default the small world. */
	seed?: string | Seed;
	/** Where the clock begins; default now, or where the seed says. */
	clock?: Date | string;
	/** At least this many cards, made up if need be. */
	cards?: number;
	/** At least this many payments of those cards, made up if need be. */
	payments?: number;
	settings?: Partial<Settings>;
	/** Gets a readable line for each call and delivery; default nobody. */
	log?: (line: string) => void;
}

/** A sandbox in this process. */
export interface RunningSandbox {
	/** Addresses, credentials and keys for a client. */
	readonly info: SandboxInfo;
	/** The port on 127.0.0.1. */
	readonly port: number;
	readonly clock: {
		now(): Date;
		/** Moves it; what falls due on the way happens at its own time, deliveries included. */
		moveTo(time: Date | string): Promise<Passed>;
		/** @param by seconds, or `90s`, `15min`, `2h`, `30d`, `1w`, `1mo`, `1y` */
		moveBy(by: number | string): Promise<Passed>;
	};
	/** A call signed with the sandbox's own key. @param path below `/v1`, e.g. `/cards` */
	call(method: string, path: string, body?: unknown): Promise<Answer>;
	/** The latest calls, the oldest first, with the verification of each signature. */
	calls(): CallRecord[];
	/** Trouble for calls to come. */
	fault(fault: FaultRequest): Fault;
	/** Sends an event to every subscription of its type. */
	emit(event: EmitRequest): { eventId: string; subscriptions: number };
	/** The state as a seed. */
	dump(): Seed;
	/** Everything as it was at the start, but for credentials and keys. */
	reset(): Promise<void>;
	close(): Promise<void>;
}

/**
 * Starts a sandbox in this process, on loopback.
 * @throws SeedError where the seed cannot be used; Error where the port or the data file is taken
 */
export async function createSandbox(options: CreateOptions = {}): Promise<RunningSandbox> {
	const { port = 0, data = ':memory:', cards = 0, payments = 0, log = () => undefined } = options;
	const contract = new Contract();
	const started = await start(
		{
			data,
			cards,
			payments,
			log,
			settings: { ...START_SETTINGS, ...options.settings },
			...seedOf(options.seed, contract),
			...clockFrom(options.clock),
		},
		async (app) => {
			await app.listen({ host: '127.0.0.1', port });
		},
		contract,
	);
	const { sandbox, app, close } = started;
	const client = new Client(own(sandbox, app));
	const { store, worker, faults, calls } = sandbox;
	return {
		get info() {
			return infoOf(sandbox, app.server.address());
		},
		port: (app.server.address() as AddressInfo).port,
		clock: {
			now: () => new Date(clockOf(sandbox).now),
			moveTo: (time) => moveClock(sandbox, { to: new Date(time).toISOString() }),
			moveBy: (by) => moveClock(sandbox, { by }),
		},
		call: (method, path, body) => client.call(method, path, body),
		calls: () => calls.list(),
		fault: (fault) => faults.add(fault),
		emit(event) {
			const emitted = store.transaction(() => emitSample(store, event));
			worker.wake();
			return emitted;
		},
		dump: () => JSON.parse([...dumpText(store, sandbox.settings)].join('')) as Seed,
		reset: () => sandbox.reset(),
		close,
	};
}

function seedOf(seed: string | Seed | undefined, contract: Contract): { seed?: Seed } {
	if (seed === undefined) return {};
	return { seed: typeof seed === 'string' ? readSeed(seed, contract) : checkSeed(seed, contract) };
}

function clockFrom(clock: Date | string | undefined): { clock?: string } {
	if (clock === undefined) return {};
	return { clock: new Date(clock).toISOString() };
}
