import type { IDataObject } from 'n8n-workflow';
import { ApiError } from '../api/ApiError';
import { callApi, type Caller } from '../api/client';
import type { Delivery } from './delivery';
import type { EventType } from './eventTypes';
import { Refusal } from './Refusal';
import { sameInstant } from '../shared/timestamps';

/** The entity as the API has it now, and whether the event tells of that very state. */
export interface Confirmation {
	latest: IDataObject | null;
	/** null where it is not known. */
	isLatest: boolean | null;
}

export const UNCONFIRMED: Confirmation = { latest: null, isLatest: null };

/** Shorter than a sender waits, so that it hears why. */
const TIMEOUT_MS = 8_000;

/** Where the vendor's docs name a way to read an entity by its id. */
const PATHS: Partial<Record<EventType, string>> = {
	'account.updated': '/accounts',
	'authorisation.updated': '/authorisations',
	'card.updated': '/cards',
};

/**
 * Reads the entity of an event over the signed channel. A card must be there, or the event is not
 * genuine; for other entities, whose paths are less well documented, what cannot be read is null.
 *
 * @throws {Refusal} for a card: 404 where the API does not know it, 503 where it cannot be read
 */
export async function confirm(caller: Caller, delivery: Delivery): Promise<Confirmation> {
	const { eventType, entity } = delivery;
	const path = PATHS[eventType];
	if (!path) return UNCONFIRMED;
	const outcome = await read(caller, `${path}/${encodeURIComponent(entity.id)}`);
	if (isEntity(outcome, entity.id)) {
		const isLatest =
			outcome.status === entity.status && sameInstant(outcome.updatedAt, entity.updatedAt);
		return { latest: outcome, isLatest };
	}
	if (eventType !== 'card.updated') return UNCONFIRMED;
	if (outcome instanceof ApiError && outcome.details.status === 404) {
		throw new Refusal(404, 'OffBlocks does not know this card.');
	}
	throw new Refusal(503, 'The card could not be read from OffBlocks. Send the event again.');
}

async function read(caller: Caller, path: string): Promise<unknown> {
	try {
		return await callApi(caller, { method: 'GET', path, timeoutMs: TIMEOUT_MS });
	} catch (error) {
		return error;
	}
}

function isEntity(value: unknown, id: string): value is IDataObject {
	if (typeof value !== 'object' || value === null) return false;
	const found = (value as { id?: unknown }).id;
	return typeof found === 'string' && found.toLowerCase() === id.toLowerCase();
}
