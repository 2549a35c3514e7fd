import { ApiError } from '../api/ApiError';
import type { CallOptions } from '../api/client';
import type { ListOptions } from '../api/body';
import type { ApiRequest } from '../api/types';
import { isObject, thingAsked } from './answers';

/** What a request reaches. Without anything: nothing that belongs to an account. */
export interface Reach {
	/** This account. */
	account?: string;
	/** One thing that says itself, read at this path, which account it belongs to. */
	thing?: string;
	/** This customer. */
	customer?: string;
	/** A list, of which each thing is told by this: the account that it is or belongs to, or the customer it is. */
	list?: 'account' | 'accountId' | 'customer';
}

/** What a request reaches; undefined where that is more than single accounts, or not known. */
export type ReachOf = (request: ApiRequest) => Reach | undefined;

/** Sends one request. @throws {ApiError} */
export type Call = (
	request: ApiRequest,
	idempotencyKey?: string,
	options?: CallOptions,
) => Promise<unknown>;

/**
 * Keeps calls to these accounts and what belongs to them, whichever operation makes them: others are refused before
 * they are sent, lists are thinned out. What is outside is told in the words for what is not there.
 *
 * @param ids in lower case
 */
export function fenced(call: Call, ids: ReadonlySet<string>, reachOf: ReachOf): Call {
	const isInside = (id: unknown) => typeof id === 'string' && ids.has(id.toLowerCase());
	let owners: Promise<ReadonlySet<unknown>> | undefined;
	/** The customers whose accounts these are. */
	const ownersOf = async (options?: CallOptions) =>
		await (owners ??= Promise.all(
			[...ids].map(async (id) => {
				const expects = thingAsked('account', id);
				const request = { method: 'GET', path: `/accounts/${id}`, expects } as const;
				return idOf(
					((await call(request, undefined, options)) as { customerId?: unknown }).customerId,
				);
			}),
		).then((customers) => new Set(customers)));
	const look = async (request: ApiRequest, options?: CallOptions) => {
		const thing = await call(request, undefined, options).catch((error: unknown) => {
			throw error instanceof ApiError && error.kind === 'notFound' ? outside() : error;
		});
		if (!isObject(thing) || !isInside(thing.accountId)) throw outside();
		return thing;
	};
	return async (request, idempotencyKey, options = {}) => {
		const reach = reachOf(request);
		if (!reach) throw beyond();
		const reading = { policy: options.policy };
		if (reach.account !== undefined && !isInside(reach.account)) throw outside();
		if (reach.customer !== undefined && !(await ownersOf(reading)).has(idOf(reach.customer)))
			throw outside();
		const isRead = request.method === 'GET';
		if (isRead && reach.thing === request.path) return await look(request, options);
		if (reach.thing !== undefined) {
			await look({ method: 'GET', path: reach.thing, timeoutMs: request.timeoutMs }, reading);
		}
		if (!isRead || !reach.list) return await call(request, idempotencyKey, options);
		const customers = reach.list === 'customer' ? await ownersOf(reading) : new Set();
		const belongs = {
			account: (thing: Record<string, unknown>) => isInside(thing.id),
			accountId: (thing: Record<string, unknown>) => isInside(thing.accountId),
			customer: (thing: Record<string, unknown>) => customers.has(idOf(thing.id)),
		}[reach.list];
		const list = thinned(options.list ?? { limit: Infinity }, belongs);
		return await call(request, idempotencyKey, { ...options, list });
	};
}

/** What is no object is no thing of anybody: it is left for the list's reader, who refuses it. */
function thinned(
	list: ListOptions,
	belongs: (thing: Record<string, unknown>) => boolean,
): ListOptions {
	const keep = (thing: unknown) =>
		(!isObject(thing) || belongs(thing)) && (list.keep?.(thing) ?? true);
	return { ...list, keep };
}

function idOf(id: unknown): string {
	return String(id).toLowerCase();
}

function outside(): ApiError {
	return new ApiError(
		'outside',
		'This tool is limited to certain accounts, and nothing with this ID belongs to them',
	);
}

function beyond(): ApiError {
	return new ApiError(
		'outside',
		'This tool is limited to certain accounts, and this operation reaches further',
	);
}
