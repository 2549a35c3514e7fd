import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { authenticate } from './authenticate';
import { confirm, UNCONFIRMED } from './confirmEvent';
import { readDelivery, readRawBody, type Delivery, type DeliveryRequest } from './delivery';
import { DeliveryMemory, type Answer } from './DeliveryMemory';
import { ENTITY_OF } from './eventTypes';
import { isWanted } from './eventFilters';
import type { KnownSubscription } from './subscriptionLookup';
import { readOptions, type TriggerOptions } from './triggerOptions';
import { webhookPublicKey } from './webhookPublicKey';
import { Refusal } from './Refusal';
import { verifyDelivery } from './deliverySignature';

/** What is used of n8n's response object (Express'). */
interface DeliveryResponse extends Answer {
	status(code: number): DeliveryResponse;
	set(headers: Record<string, string>): DeliveryResponse;
	json(body: object): unknown;
}

const memory = new DeliveryMemory();

/**
 * Handles one delivery: cheap checks first, dear ones last. OffBlocks sends again whatever did not get a
 * 2xx, so an event that cannot be judged now is refused, and one that nobody wants is accepted.
 *
 * @returns the item for n8n, or nothing where the answer has been given here; never throws
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const response = context.getResponseObject() as unknown as DeliveryResponse;
	try {
		const item = await accept(context, response);
		if (item) return { workflowData: [[{ json: item }]] };
	} catch (error) {
		refuse(context, response, error);
	}
	return { noWebhookResponse: true };
}

async function accept(
	context: IWebhookFunctions,
	response: DeliveryResponse,
): Promise<IDataObject | undefined> {
	const receivedAt = new Date().toISOString();
	const request = context.getRequestObject() as unknown as DeliveryRequest;
	const subscription = await authenticate(context, request);
	const body = await readRawBody(request);
	const delivery = readDelivery(request.body);
	const options = readOptions(context);
	await checkSignature(context, request, body, subscription, options);
	if (!isWanted(delivery, options)) return answer(response, 'ignored');

	const seen = memory.take(`${subscription.id}/${delivery.eventId}`, response);
	if (seen === 'done') return answer(response, 'duplicate');
	if (seen === 'in-hand') {
		throw new Refusal(409, 'This event is being handled right now.', { 'retry-after': '1' });
	}
	const { latest, isLatest } = options.confirmWithApi
		? await confirm(context, delivery)
		: UNCONFIRMED;
	return { ...itemOf(delivery, receivedAt), latest, isLatest };
}

async function checkSignature(
	context: IWebhookFunctions,
	request: DeliveryRequest,
	body: Buffer,
	{ url }: KnownSubscription,
	{ signatureMaxAge: maxAge }: TriggerOptions,
): Promise<void> {
	const publicKey = await webhookPublicKey(context);
	if (publicKey) await verifyDelivery(request, body, { publicKey, maxAge, url });
}

function itemOf({ eventId, eventType, entity }: Delivery, receivedAt: string): IDataObject {
	return { eventId, eventType, receivedAt, [ENTITY_OF[eventType]]: entity };
}

function answer(response: DeliveryResponse, status: 'ignored' | 'duplicate'): undefined {
	response.status(200).json({ status });
}

function refuse(context: IWebhookFunctions, response: DeliveryResponse, error: unknown): void {
	const refusal =
		error instanceof Refusal
			? error
			: new Refusal(503, 'The event could not be handled. Send it again.');
	if (refusal !== error) {
		context.logger.error(
			`OffBlocks Trigger could not handle a delivery: ${(error as Error).message}`,
		);
	}
	response.set(refusal.headers).status(refusal.status).json({ message: refusal.message });
}
