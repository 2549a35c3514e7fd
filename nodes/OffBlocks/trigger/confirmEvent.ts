import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { ApiError } from '../api/ApiError';
import { callApi } from '../api/client';
import { sameInstant } from '../shared/timestamps';
import type { Delivery } from './delivery';
import { KINDS } from './eventTypes';
import { Refusal, retryLater } from './Refusal';

/** The entity as the API has it now, and whether the event tells of that very state. */
export interface Confirmation {
	latest: IDataObject | null;
	/** null where it is not known. */
	isLatest: boolean | null;
}

export const UNCONFIRMED: Confirmation = { latest: null, isLatest: null };

/** Shorter than a sender waits, so that it hears why. */
const TIMEOUT_MS = 8_000;

/** What never changes about an entity, and says what it belongs to. */
const BELONGS_TO = ['id', 'accountId', 'authorisationId', 'cardId', 'customerId'];

/** What an event tells of a moment that may be over: OffBlocks has no past to hold it against. */
const OF_THE_MOMENT = ['status', 'updatedAt'];

/**
 * Reads the entity of an event over the signed channel.
 *
 * @throws {Refusal} 404 where the API does not know it, 503 where it cannot be read
 */
export async function confirm(
	caller: IWebhookFunctions,
	{ eventType, entity }: Delivery,
): Promise<Confirmation & { latest: IDataObject }> {
	const kind = KINDS[eventType];
	const outcome = await read(caller, `${kind.path}/${encodeURIComponent(entity.id)}`);
	if (isEntity(outcome, entity.id)) {
		const isLatest =
			outcome.status === entity.status && sameInstant(outcome.updatedAt, entity.updatedAt);
		return { latest: outcome, isLatest };
	}
	if (outcome instanceof ApiError && outcome.details.status === 404) {
		throw new Refusal(404, `OffBlocks does not know this ${kind.entity}.`);
	}
	const why = outcome instanceof Error ? outcome : 'It answered with another one.';
	throw retryLater(
		`The ${kind.entity} could not be read from OffBlocks. Send the event again.`,
		why,
	);
}

/**
 * What a workflow may go by of an entity whose delivery proves nothing: its fields with the values that
 * OffBlocks has, and status and time of change as delivered, for they say which moment the event is about.
 *
 * @throws {Refusal} 401 where the entity belongs to something else than OffBlocks says
 */
export function confirmedPart({ entity }: Delivery, latest: IDataObject): IDataObject {
	for (const field of BELONGS_TO) {
		if (entity[field] !== undefined && !sameId(entity[field], latest[field])) {
			throw new Refusal(401, `The event does not agree with OffBlocks about its ${field}.`);
		}
	}
	const known = Object.keys(entity).filter(
		(field) => OF_THE_MOMENT.includes(field) || Object.hasOwn(latest, field),
	);
	return Object.fromEntries(
		known.map((field) => [field, (OF_THE_MOMENT.includes(field) ? entity : latest)[field]]),
	);
}

async function read(caller: IWebhookFunctions, path: string): Promise<unknown> {
	try {
		return await callApi(caller, { method: 'GET', path, timeoutMs: TIMEOUT_MS });
	} catch (error) {
		return error;
	}
}

function isEntity(value: unknown, id: string): value is IDataObject {
	return typeof value === 'object' && value !== null && sameId((value as IDataObject).id, id);
}

function sameId(one: unknown, other: unknown): boolean {
	return (
		typeof one === 'string' &&
		typeof other === 'string' &&
		one.toLowerCase() === other.toLowerCase()
	);
}
