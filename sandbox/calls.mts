import type { Verification } from './auth/verification.mts';
import type { RefusalReason } from './http/errors.mts';

/** One call, as the log line and the admin route show it: never a token, a signature or a secret. */
export interface CallRecord {
	at: string;
	method: string;
	path: string;
	/** null until answered; 0 where the connection was cut. */
	status: number | null;
	ms: number | null;
	/** As the signature named it, whether or not it verified. */
	keyId: string | null;
	idempotencyKey: string | null;
	replayed: boolean;
	coveredComponents: string[];
	fault: string | null;
	/** The error's sentence, where there was one; of a refused signature the one that the client is not told. */
	error: string | null;
	/** What did not verify of a refused signature. */
	refusal: RefusalReason | null;
	/** How a signature was looked at; of the latest calls only, null of all others and of unsigned ones. */
	verification: Verification | null;
	requestId: string;
}

const CAPACITY = 10_000;
/** Of so many calls the verification is kept: it is a kilobyte or two. */
const DETAILED = 500;

/** The last 10,000 calls, in memory. */
export class Calls {
	#records: CallRecord[] = [];
	/** In which place a call was answered. */
	readonly #order = new WeakMap<CallRecord, number>();
	#finished = 0;
	/** All calls since the start, those too that the list has let go. */
	total = 0;

	add(record: CallRecord): void {
		this.total += 1;
		this.#records.push(record);
		const plain = this.#records.at(-1 - DETAILED);
		if (plain) plain.verification = null;
		// Cut in bulk: shifting one by one would move the whole array at every call.
		if (this.#records.length >= CAPACITY * 2) this.#records = this.#records.slice(-CAPACITY);
	}

	list(): CallRecord[] {
		return this.#records.slice(-CAPACITY);
	}

	/** Notes that a call is answered, so that it shows. */
	finish(record: CallRecord): void {
		this.#finished += 1;
		this.#order.set(record, this.#finished);
	}

	/** How many calls were answered. */
	get finished(): number {
		return this.#finished;
	}

	/** Those that were answered after so many others were, the latest first; so many at most. */
	since(finished: number, limit: number): CallRecord[] {
		const orderOf = (record: CallRecord) => this.#order.get(record) ?? 0;
		return this.list()
			.filter((record) => orderOf(record) > finished)
			.sort((one, other) => orderOf(other) - orderOf(one))
			.slice(0, limit);
	}

	/** @param requestId as the answer's `x-request-id` has it */
	get(requestId: string): CallRecord | undefined {
		return this.#records.findLast((record) => record.requestId === requestId);
	}

	clear(): void {
		this.#records = [];
	}
}

/** `02:46:15.123 POST /v1/cards 201 4.3 ms key=0f3a… idem=77b1… replay fault=latency` */
export function callLine(record: CallRecord): string {
	const parts = [
		record.at.slice(11, 23),
		record.method.padEnd(6),
		record.path,
		record.status === 0 ? 'connection cut' : String(record.status),
		`${(record.ms ?? 0).toFixed(1)} ms`,
	];
	if (record.keyId) parts.push(`key=${record.keyId.slice(0, 8)}`);
	if (record.idempotencyKey) parts.push(`idem=${record.idempotencyKey.slice(0, 8)}`);
	if (record.replayed) parts.push('replay');
	if (record.fault) parts.push(`fault=${record.fault}`);
	if (record.refusal) parts.push(`covers=${record.coveredComponents.join(',') || '(nothing)'}`);
	if (record.error) parts.push(`- ${record.error.slice(0, 300)}`);
	// A path may hold control characters only percent-encoded, an error sentence not at all.
	return parts.join(' ').replace(/[^\x20-\x7e\u00a0-\uffff]/g, '?');
}
