import { randomUUID } from 'node:crypto';
import { badRequest } from '../http/errors.mts';

export const FAULT_KINDS = [
	'latency',
	'status',
	'reset-before',
	'reset-after',
	'malformed-json',
	'echo',
	'html',
	'empty',
	'redirect',
	'wrong-content-type',
	'huge-error',
	'slow-body',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultRequest {
	kind: FaultKind;
	method?: string;
	/** Source of a regular expression over the path, e.g. `/cards$`. */
	path?: string;
	/** How many matching calls it meets; default 1. */
	times?: number;
	/** Share of matching calls it meets, 0 to 1; default 1. */
	probability?: number;
	/** How many matching calls it lets pass first; default 0. */
	skip?: number;
	/** For status, echo, html, redirect, huge-error. */
	status?: number;
	/** Of a status fault: the words in its body. */
	message?: string;
	/** Retry-After of a status fault: seconds or an HTTP date. */
	retryAfter?: number | string;
	/** For latency and slow-body. */
	latencyMs?: number;
}

export interface Fault extends FaultRequest {
	id: string;
	/** Calls still to meet. */
	times: number;
	skip: number;
	/** Calls met. */
	hits: number;
}

/** Troubles that wait for calls. Held in memory: a restart is a clean slate. */
export class Faults {
	#waiting: Array<{ fault: Fault; pattern: RegExp }> = [];

	/** @throws ApiError 400 where `path` is not a regular expression */
	add(request: FaultRequest): Fault {
		const fault: Fault = {
			...request,
			id: randomUUID(),
			times: request.times ?? 1,
			skip: request.skip ?? 0,
			hits: 0,
		};
		try {
			this.#waiting.push({ fault, pattern: new RegExp(request.path ?? '') });
		} catch {
			throw badRequest(`path is not a regular expression: ${request.path}`);
		}
		return fault;
	}

	list(): Fault[] {
		return this.#waiting.map(({ fault }) => fault);
	}

	clear(): void {
		this.#waiting = [];
	}

	/**
	 * The first fault that meets this call, used up once.
	 * @param path without the query
	 * @param before whether the call has just arrived (only reset-before strikes then) or has been verified
	 */
	take(method: string, path: string, before: boolean): Fault | undefined {
		for (const { fault, pattern } of this.#waiting) {
			const meets =
				(fault.kind === 'reset-before') === before &&
				(fault.method === undefined || fault.method.toUpperCase() === method) &&
				pattern.test(path);
			if (!meets || fault.times <= 0) continue;
			if (fault.skip > 0) {
				fault.skip -= 1;
				continue;
			}
			if (Math.random() >= (fault.probability ?? 1)) continue;
			fault.times -= 1;
			fault.hits += 1;
			return fault;
		}
		return undefined;
	}
}
