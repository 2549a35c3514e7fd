import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { errorBody } from '../http/errors.mts';
import type { Settings } from '../settings.mts';
import type { Fault } from './faults.mts';

const HTML =
	'<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>';
const HUGE_BYTES = 10_000_000;
const DEFAULT_LATENCY_MS = 1000;

/** Unreferenced, so that a sandbox that is told to stop does not wait for its own faults. */
const wait = (ms: number) => sleep(ms, undefined, { ref: false });

/** Waits a latency fault's time. It falls after the idempotency key is claimed: a second call meets a 409. */
export async function delay(fault: Fault | undefined): Promise<void> {
	if (fault?.kind === 'latency') await wait(fault.latencyMs ?? DEFAULT_LATENCY_MS);
}

/** Answers in the operation's place, so that nothing takes effect; false where the fault is not of that sort. */
export function answerInstead(
	reply: FastifyReply,
	fault: Fault | undefined,
	requestId: string,
	shape: Settings['errorBody'],
): boolean {
	const refuse = (status: number, message: string) => {
		const { type, text } = errorBody(shape, { error: 'fault', message, requestId, details: [] });
		reply.code(status);
		if (type !== undefined) reply.type(type);
		reply.send(text || undefined);
		return true;
	};
	switch (fault?.kind) {
		case 'status': {
			const status = fault.status ?? 503;
			if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter));
			return refuse(status, fault.message ?? `The sandbox was told to answer ${status}.`);
		}
		case 'echo': {
			const { method, url, headers, rawBody } = reply.request;
			const { authorization = '', signature = '' } = headers;
			const request = `${method} ${url} ${authorization} ${String(signature)} ${String(rawBody ?? '')}`;
			return refuse(fault.status ?? 400, `The sandbox was told to refuse this: ${request}`);
		}
		case 'html':
			reply
				.code(fault.status ?? 502)
				.type('text/html')
				.send(HTML);
			return true;
		case 'redirect':
			reply
				.code(fault.status ?? 307)
				.header('location', '/v1/elsewhere')
				.send('');
			return true;
		case 'huge-error': {
			const message = 'x'.repeat(HUGE_BYTES);
			const body = JSON.stringify({ error: 'fault', message, requestId });
			reply
				.code(fault.status ?? 500)
				.type('application/json')
				.send(body);
			return true;
		}
		default:
			return false;
	}
}

/** Sends the operation's own answer, spoilt as the fault says; what the operation did stands. */
export function sendSpoilt(reply: FastifyReply, fault: Fault | undefined, text: string): void {
	switch (fault?.kind) {
		case 'reset-after':
			reply.hijack();
			reply.raw.destroy();
			return;
		case 'malformed-json':
			reply.send(text === '' ? '{' : text.slice(0, Math.ceil(text.length / 2)));
			return;
		case 'empty':
			reply.send('');
			return;
		case 'wrong-content-type':
			reply.type('text/plain; charset=utf-8').send(text);
			return;
		case 'slow-body':
			reply.send(Readable.from(slowly(text, fault.latencyMs ?? DEFAULT_LATENCY_MS)));
			return;
		default:
			// An empty text would be given a content type.
			reply.send(text || undefined);
	}
}

/** The text in ten pieces over the given time. */
async function* slowly(text: string, totalMs: number): AsyncGenerator<Buffer> {
	const bytes = Buffer.from(text);
	const step = Math.max(1, Math.ceil(bytes.length / 10));
	for (let start = 0; start < bytes.length; start += step) {
		await wait(totalMs / 10);
		yield bytes.subarray(start, start + step);
	}
}
