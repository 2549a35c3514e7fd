import type { Answer, Call, Operation } from '../api/operation.mts';
import type { Sandbox } from '../sandbox.mts';
import { fingerprintOf, type StoredResponse } from '../store/idempotency.mts';
import { ApiError, factsOf, plainBody } from './errors.mts';

/** Lists longer than this were checked row by row as they were stored, are not parsed again, and go out in pieces. */
const CHECKED_TEXT = 200_000;

/** One idempotent write: whose key, which key, and what makes the request itself. */
export interface Write {
	credential: string;
	key: string;
	method: string;
	target: string;
	body: Buffer;
}

export type Performed = StoredResponse & {
	replayed: boolean;
	/** What comes after `body`, of a long list. */
	more?: Iterable<string>;
};

/** An answer as text, checked against `openapi.yaml`. @throws ContractError where it does not fit */
export function finish(
	sandbox: Sandbox,
	operationId: string,
	answer: Answer,
): StoredResponse & Pick<Performed, 'more'> {
	const { status, body } = answer;
	if (answer.text !== undefined) {
		const pieces = answer.text[Symbol.iterator]();
		let text = '';
		for (let next = pieces.next(); !next.done; next = pieces.next()) {
			text += next.value;
			if (text.length > CHECKED_TEXT)
				return { status, body: text, more: { [Symbol.iterator]: () => pieces } };
		}
		sandbox.contract.checkResponse(operationId, status, JSON.parse(text));
		return { status, body: text };
	}
	sandbox.contract.checkResponse(operationId, status, body);
	return { status, body: body === undefined ? '' : JSON.stringify(body) };
}

/**
 * Claims a key, waits (`pause`: a latency fault, during which the key is in flight), and runs the operation.
 * The operation's writes, its events and its stored answer are one transaction: a kill leaves all or none.
 * @throws ApiError 409 while the key is in flight, 422 where it was used for another payload
 */
export async function performWrite(
	sandbox: Sandbox,
	operationId: string,
	operation: Operation,
	call: Call,
	requestId: string,
	write: Write | undefined,
	pause: () => Promise<void>,
): Promise<Performed> {
	if (!write) {
		await pause();
		return { ...run(sandbox, operationId, operation, call, requestId), replayed: false };
	}
	const { credential, key } = write;
	const { idempotency } = sandbox.store;
	const fingerprint = fingerprintOf(write.method, write.target, write.body);
	const claim = idempotency.claim(credential, key, fingerprint);
	if (claim.kind === 'replay') return { ...claim.response, replayed: true };
	if (claim.kind === 'in-flight') {
		throw new ApiError(
			409,
			'idempotency_key_in_flight',
			'A request with this Idempotency-Key is in flight; wait, then send the same again.',
		);
	}
	if (claim.kind === 'other-payload') {
		throw new ApiError(
			422,
			'idempotency_key_reused',
			'This Idempotency-Key was used with another payload; take a new one.',
		);
	}
	try {
		await pause();
		return sandbox.store.transaction(() => {
			const response = run(sandbox, operationId, operation, call, requestId);
			idempotency.store(credential, key, fingerprint, response);
			return { ...response, replayed: false };
		});
	} finally {
		idempotency.release(credential, key);
	}
}

/** Runs a writing operation; what it refuses is an answer too, and its writes up to there are taken back. */
function run(
	sandbox: Sandbox,
	operationId: string,
	operation: Operation,
	call: Call,
	requestId: string,
): StoredResponse {
	try {
		return sandbox.store.transaction(() =>
			finish(sandbox, operationId, synchronous(operation(call))),
		);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const facts = factsOf(error, requestId);
		sandbox.contract.checkResponse(operationId, error.status, plainBody(facts));
		return { status: error.status, body: JSON.stringify(facts) };
	}
}

function synchronous(answer: Answer | Promise<Answer>): Answer {
	if (answer instanceof Promise)
		throw new Error('A writing operation must be synchronous: it runs in a transaction');
	return answer;
}
