// The troubles of the fault matrix: how the sandbox makes each, and what must come of it.
import type { IDataObject } from 'n8n-workflow';

export interface FaultKind {
	name: string;
	/** For the sandbox's admin route; where it strikes is added. */
	fault: IDataObject & { kind: string };
	/** Seconds that one attempt may take; default 20, so that a busy machine is not taken for trouble. */
	timeout?: number;
	/** Calls that it meets within one attempt of the node: n8n answers a 401 with a log-in and a second send. */
	callsEach?: number;
	/** Whether a write that it meets is carried out all the same. */
	takesEffect: boolean;
	/** Whether the node tries again by itself. */
	transient: boolean;
	/** What the message says when the node has given up. */
	says: RegExp;
	/** Whether it spoils only an answer that has a body, which that of Terminate has not. */
	needsBody?: boolean;
	/** Whether n8n and the node read the answer all the same. */
	harmless?: boolean;
	/** Whether a write repeated with the same key is answered from memory and meets no fault. */
	notOnReplay?: boolean;
}

const CLOSED = /closed the connection before the response was complete/;
const LATE = /took too long to answer/;

export const FAULT_KINDS: FaultKind[] = [
	{
		name: '429 + Retry-After',
		fault: { kind: 'status', status: 429, retryAfter: 1 },
		takesEffect: false,
		transient: true,
		says: /asking to slow down \(429: .*\)/,
	},
	{
		name: '500',
		fault: { kind: 'status', status: 500 },
		takesEffect: false,
		transient: true,
		says: /Internal error at OffBlocks \(500: .*\)/,
	},
	{
		name: '503',
		fault: { kind: 'status', status: 503 },
		takesEffect: false,
		transient: true,
		says: /Internal error at OffBlocks \(503: .*\)/,
	},
	{
		name: 'reset before the write',
		fault: { kind: 'reset-before' },
		takesEffect: false,
		transient: true,
		says: CLOSED,
	},
	{
		name: 'reset after the write',
		fault: { kind: 'reset-after' },
		takesEffect: true,
		transient: true,
		says: CLOSED,
	},
	{
		name: 'timeout',
		fault: { kind: 'latency', latencyMs: 1_300 },
		timeout: 1,
		takesEffect: true,
		transient: true,
		says: LATE,
		notOnReplay: true,
	},
	{
		name: 'token expired',
		fault: { kind: 'status', status: 401 },
		callsEach: 2,
		takesEffect: false,
		transient: false,
		says: /did not accept the credential \(401: .*\)/,
	},
	{
		name: 'slow body',
		fault: { kind: 'slow-body', latencyMs: 5_000 },
		timeout: 1,
		takesEffect: true,
		transient: true,
		says: LATE,
		needsBody: true,
	},
	{
		name: 'malformed JSON',
		fault: { kind: 'malformed-json' },
		takesEffect: true,
		transient: true,
		says: /not the expected JSON: it is cut off or malformed/,
		needsBody: true,
	},
	{
		name: 'HTML error page',
		fault: { kind: 'html' },
		takesEffect: false,
		transient: true,
		says: /A proxy, a gateway or another server answered instead of OffBlocks \(502: 502 Bad Gateway/,
	},
	{
		name: 'empty body',
		fault: { kind: 'empty' },
		takesEffect: true,
		transient: true,
		says: /not the expected JSON: \(empty\)/,
		needsBody: true,
	},
	{
		name: 'redirect',
		fault: { kind: 'redirect' },
		takesEffect: false,
		transient: false,
		says: /Got a redirect instead of OffBlocks' response.* \(307\)/,
	},
	{
		name: 'wrong content type',
		fault: { kind: 'wrong-content-type' },
		takesEffect: true,
		transient: true,
		says: /never/,
		harmless: true,
	},
	{
		name: '10 MB error body',
		fault: { kind: 'huge-error' },
		takesEffect: false,
		transient: true,
		says: /Internal error at OffBlocks \(500: .{0,400}\)/,
	},
];
