import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CallRecord, callLine } from '../calls.mts';
import type { Sandbox } from '../sandbox.mts';

declare module 'fastify' {
	interface FastifyRequest {
		record: CallRecord;
		/** Set once a route is known. */
		operationId: string | undefined;
		/** The API key that the token was issued for. */
		credential: string;
		/** The body's bytes as received. */
		rawBody: Buffer;
	}
}

const started = new WeakMap<CallRecord, number>();
const EMPTY = Buffer.alloc(0);

/** Begins a call's record. Nothing secret goes into it. */
export function beginRecord(sandbox: Sandbox, request: FastifyRequest): void {
	const key = request.headers['idempotency-key'];
	request.record = {
		at: sandbox.store.clock.date().toISOString(),
		method: request.method,
		path: request.url,
		status: null,
		ms: null,
		keyId: null,
		idempotencyKey: typeof key === 'string' ? key : null,
		replayed: false,
		coveredComponents: [],
		fault: null,
		error: null,
		refusal: null,
		verification: null,
		requestId: request.id,
	};
	request.credential = '';
	request.rawBody = EMPTY;
	started.set(request.record, performance.now());
	sandbox.calls.add(request.record);
}

/** Ends a call's record and prints its line. */
export function endRecord(sandbox: Sandbox, record: CallRecord, status: number): void {
	record.status = status;
	record.ms = performance.now() - (started.get(record) ?? performance.now());
	sandbox.calls.finish(record);
	sandbox.log(callLine(record));
}

/** Cuts the connection without an answer, as a fault. */
export function cut(sandbox: Sandbox, request: FastifyRequest, reply: FastifyReply): void {
	reply.hijack();
	request.raw.socket.destroy();
	endRecord(sandbox, request.record, 0);
}
