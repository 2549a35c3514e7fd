import type { IDataObject } from 'n8n-workflow';
import { isUuid } from '../shared/uuid';
import { isEventType, KINDS, type EventType } from './eventTypes';
import { Refusal } from './Refusal';

/** What is used of n8n's request object (Express' request, and what n8n adds to it). */
export interface DeliveryRequest {
	method: string;
	/** Path and query as received. */
	originalUrl: string;
	headers: Record<string, string | string[] | undefined>;
	query: Record<string, unknown>;
	/** Parsed by n8n. */
	body?: unknown;
	/** The exact bytes, once `readRawBody()` is done. */
	rawBody?: Buffer;
	readRawBody(): Promise<void>;
}

/** An event as delivered: the flat entity of the wire, without type and event id. */
export interface Delivery {
	eventId: string;
	eventType: EventType;
	entity: IDataObject & { id: string };
}

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/**
 * The exact bytes of a body that can be checked: JSON in UTF-8, as it is. Of a compressed one n8n shows
 * only what came out of it, and a digest is over what was sent.
 *
 * @throws {Refusal} 415, 400
 */
export async function readRawBody(request: DeliveryRequest): Promise<Buffer> {
	const type = request.headers['content-type'];
	if (typeof type !== 'string' || !JSON_TYPE.test(type.trim())) {
		throw new Refusal(415, 'Send events as application/json in UTF-8.');
	}
	const encoding = request.headers['content-encoding'] ?? 'identity';
	if (String(encoding).trim().toLowerCase() !== 'identity') {
		// RFC 9110 §15.5.16: says that another coding would do.
		const headers = { 'accept-encoding': 'identity' };
		throw new Refusal(415, 'Send events uncompressed.', { headers });
	}
	await request.readRawBody();
	if (!request.rawBody?.length) throw new Refusal(400, 'The request has no body.');
	return request.rawBody;
}

/** The event in a body that n8n has parsed. @throws {Refusal} 400 where it is none */
export function readDelivery(body: unknown): Delivery {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		throw new Refusal(400, 'The body is not a JSON object.');
	}
	const { webhookType, eventId, ...entity } = body as IDataObject;
	if (!isEventType(webhookType)) throw new Refusal(400, 'webhookType is not a known event type.');
	if (!isUuid(eventId)) throw new Refusal(400, 'eventId is not a UUID.');
	const problem = entityProblem(entity, webhookType);
	if (problem) throw new Refusal(400, `The ${KINDS[webhookType].entity} ${problem}.`);
	return {
		eventId: String(eventId).toLowerCase(),
		eventType: webhookType,
		entity: entity as Delivery['entity'],
	};
}

function entityProblem(entity: IDataObject, type: EventType): string | undefined {
	if (!isUuid(entity.id)) return 'has no id that is a UUID';
	if (type === 'card.updated' && !isUuid(entity.accountId)) {
		return 'has no accountId that is a UUID';
	}
	if (typeof entity.status !== 'string') return 'has no status';
	if (typeof entity.updatedAt !== 'string') return 'has no updatedAt';
	return undefined;
}
