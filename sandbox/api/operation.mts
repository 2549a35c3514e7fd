import type { Sandbox } from '../sandbox.mts';

/** What an operation is given. Parameters and body have passed `openapi.yaml`. */
export interface Call<Body = unknown> {
	sandbox: Sandbox;
	params: Record<string, string>;
	query: Record<string, string | undefined>;
	body: Body;
}

/** What an operation answers. `text` is JSON in pieces that is already checked and goes out as it is. */
export interface Answer {
	status: number;
	body?: unknown;
	text?: Iterable<string>;
}

/**
 * One operation of the API. Those that change something are synchronous and run inside one transaction with
 * their idempotency record; only `createToken` is asynchronous.
 * @throws ApiError for every answer other than success
 */
export type Operation = (call: Call) => Answer | Promise<Answer>;

/** A path parameter that the route guarantees. */
export function param(call: Call, name: string): string {
	const value = call.params[name];
	if (value === undefined) throw new Error(`The route has no parameter ${name}`);
	return value;
}

/** A list as it is stored, however long. */
export const listed = (text: Iterable<string>): Answer => ({ status: 200, text });
export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
/** 202 without a body: taken, and done or under way. */
export const accepted = (): Answer => ({ status: 202 });
export const noContent = (): Answer => ({ status: 204 });
