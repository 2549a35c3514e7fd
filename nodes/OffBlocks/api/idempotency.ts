import { v5, validate } from 'uuid';
import type { ApiRequest } from './types';

/** Namespace of the keys this package derives (RFC 9562 §6.5); any fixed UUID would do. */
const NAMESPACE = '6f1f7c8e-0a53-5d54-9c0b-3f5f2c9d4b1e';

/** What makes one write of one workflow run the same write when n8n tries it again. */
export interface WriteIdentity {
	instanceId: string;
	workflowId: string;
	executionId: string;
	/** When it began, Unix milliseconds: a fresh database counts its executions from 1 again. 0 where n8n does not say. */
	startedAt: number;
	nodeId: string;
	/** Which run of the node in the execution it is: `callOf()`. */
	call: number | string;
	itemIndex: number;
}

/**
 * The Idempotency-Key of a write, a UUID v5.
 *
 * The body is left out on purpose. Where an expression gives another value on n8n's second try
 * (`$now`), the API answers 422 to the same key; a key that changed along would issue a second card.
 */
export function deriveIdempotencyKey(identity: WriteIdentity, request: ApiRequest): string {
	const { instanceId, workflowId, executionId, startedAt, nodeId, call, itemIndex } = identity;
	const parts = [instanceId, workflowId, executionId, startedAt, nodeId, call, itemIndex];
	return v5(JSON.stringify([...parts, request.method, request.path]), NAMESPACE);
}

/**
 * The user's own value as an Idempotency-Key: a UUID as it is (in lower case), anything else hashed
 * to a UUID v5, so that an order number or an event id can serve as the key.
 */
export function userIdempotencyKey(value: string): string {
	const text = value.trim();
	// As bytes: of half a surrogate pair `uuid` makes a URIError.
	return validate(text) ? text.toLowerCase() : v5(Buffer.from(text), NAMESPACE);
}
