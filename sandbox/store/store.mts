import type { Clock } from '../clock.mts';
import { Challenges } from './challenges.mts';
import { Database } from './database.mts';
import { Deliveries } from './deliveries.mts';
import { Entities } from './entities.mts';
import { IdempotencyKeys } from './idempotency.mts';
import { Meta } from './meta.mts';
import { Steps } from './steps.mts';
import type { ShapeCheck } from './table.mts';

const EMPTIED =
	'customers holders challenges steps accounts cards authorisations transactions webhooks attempts deliveries idempotency'.split(
		' ',
	);

const AT_ONCE = 20_000;

/** Everything the sandbox remembers, over one SQLite file. */
export class Store {
	readonly database: Database;
	readonly clock: Clock;
	readonly meta: Meta;
	readonly entities: Entities;
	readonly challenges: Challenges;
	readonly steps: Steps;
	readonly idempotency: IdempotencyKeys;
	readonly deliveries: Deliveries;

	/** @param file path or `:memory:` */
	constructor(file: string, check: ShapeCheck, clock: Clock) {
		this.clock = clock;
		this.database = new Database(file);
		this.meta = new Meta(this.database);
		this.entities = new Entities(this.database, check);
		this.challenges = new Challenges(this.database);
		this.steps = new Steps(this.database, clock);
		this.idempotency = new IdempotencyKeys(this.database, clock);
		this.deliveries = new Deliveries(this.database, clock);
	}

	/** All of `work`'s writes or none. */
	transaction<Result>(work: () => Result): Result {
		return this.database.transaction(work);
	}

	/**
	 * Stores very much, in transactions of at most so many: a kill leaves those that are whole.
	 * @param count how many; @param work stores that many of them
	 */
	inBulk(count: number, work: (round: number) => void): void {
		const rounds = () => {
			for (let left = count; left > 0; left -= AT_ONCE)
				this.transaction(() => work(Math.min(left, AT_ONCE)));
		};
		if (count > AT_ONCE) this.database.inBulk(rounds);
		else rounds();
	}

	/** Removes everything but credentials and keys. Call it in a transaction. */
	empty(): void {
		for (const table of EMPTIED) this.database.run(`DELETE FROM ${table}`);
	}

	close(): void {
		this.database.close();
	}
}
