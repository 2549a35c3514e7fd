import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { authenticate } from './authenticate';
import { confirm, confirmedPart, UNCONFIRMED } from './confirmEvent';
import { readDelivery, readRawBody, type Delivery, type DeliveryRequest } from './delivery';
import type { Answer, DeliveryMemory } from './DeliveryMemory';
import type { Proof } from './deliverySignature';
import { KINDS } from './eventTypes';
import { proofOf } from './proof';
import { Refusal, retryLater } from './Refusal';
import { logRefusal } from './refusalLog';
import { isWanted, readOptions, type TriggerOptions } from './triggerOptions';

/** What is used of n8n's response object (Express'). */
interface DeliveryResponse extends Answer {
	status(code: number): DeliveryResponse;
	set(headers: Record<string, string>): DeliveryResponse;
	json(body: object): unknown;
}

/**
 * Handles one delivery: cheap checks first, dear ones last. OffBlocks sends again whatever did not get a
 * 2xx, so an event that cannot be judged now is refused, and one that nobody wants is accepted.
 *
 * @param memory the events that this process has had
 * @returns the item for n8n, or nothing where the answer has been given here; never throws
 */
export async function receive(
	context: IWebhookFunctions,
	memory: DeliveryMemory,
): Promise<IWebhookResponseData> {
	const response = context.getResponseObject() as unknown as DeliveryResponse;
	try {
		const item = await accept(context, response, memory);
		if (item) return { workflowData: [[{ json: item }]] };
	} catch (error) {
		refuse(context, response, error);
	}
	return { noWebhookResponse: true };
}

async function accept(
	context: IWebhookFunctions,
	response: DeliveryResponse,
	memory: DeliveryMemory,
): Promise<IDataObject | undefined> {
	const receivedAt = new Date().toISOString();
	const request = context.getRequestObject() as unknown as DeliveryRequest;
	const subscription = await authenticate(context, request);
	const body = await readRawBody(request);
	const delivery = readDelivery(request.body);
	const options = usableOptions(context);
	const proof = await proofOf(context, { request, body, subscription, options });
	if (!isWanted(delivery, options)) return answer(response, 'ignored');

	const seen = memory.take(`${subscription.id}/${delivery.eventId}`, response);
	if (seen === 'done') return answer(response, 'duplicate');
	if (seen === 'in-hand') {
		const headers = { 'retry-after': '1' };
		throw new Refusal(409, 'This event is being handled right now.', { headers });
	}
	const item = await itemOf(context, delivery, { receivedAt, proof, options });
	return item ?? answer(response, 'ignored');
}

/** Else an event that is wanted might be taken for one that nobody wants, and never come again. */
function usableOptions(context: IWebhookFunctions): TriggerOptions {
	const { options, problems } = readOptions(context);
	if (!problems.length) return options;
	throw retryLater(
		"The trigger's options cannot be used. Send the event again.",
		problems.join('. '),
	);
}

interface Judged {
	receivedAt: string;
	proof: Proof;
	options: TriggerOptions;
}

async function itemOf(
	context: IWebhookFunctions,
	delivery: Delivery,
	{ receivedAt, proof, options }: Judged,
): Promise<IDataObject | undefined> {
	const { eventId, eventType } = delivery;
	const event = { eventId, eventType, receivedAt };
	const { entity: name } = KINDS[eventType];
	// A signature that leaves the body out says that somebody may have changed it, whatever the options say.
	if (!options.confirmWithApi && proof !== 'sender') {
		return { ...event, [name]: delivery.entity, ...UNCONFIRMED };
	}
	const { latest, isLatest } = await confirm(context, delivery);
	if (proof === 'body') return { ...event, [name]: delivery.entity, latest, isLatest };
	const entity = confirmedPart(delivery, latest);
	// What a filter looks at may have been left out, or be another in truth.
	const inTruth = { ...delivery, entity: { ...latest, ...entity } as Delivery['entity'] };
	return isWanted(inTruth, options) ? { ...event, [name]: entity, latest, isLatest } : undefined;
}

function answer(response: DeliveryResponse, status: 'ignored' | 'duplicate'): undefined {
	response.status(200).json({ status });
}

function refuse(context: IWebhookFunctions, response: DeliveryResponse, error: unknown): void {
	const refusal =
		error instanceof Refusal
			? error
			: retryLater('The event could not be handled. Send it again.', error);
	// A duplicate that came too early is no trouble.
	if (refusal.status !== 409) logRefusal(context, refusal);
	response.set(refusal.headers).status(refusal.status).json({ message: refusal.message });
}
