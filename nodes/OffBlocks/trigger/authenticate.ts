import type { IWebhookFunctions } from 'n8n-workflow';
import { tokenMatches } from './callbackUrl';
import type { DeliveryRequest } from './delivery';
import { findByToken, type KnownSubscription } from './subscriptionLookup';
import { Refusal } from './Refusal';
import { readSubscription } from './subscriptionStore';

/**
 * The subscription that a request's token belongs to: the stored one, else the one that the API has.
 *
 * @throws {Refusal} 401 for no or a wrong token, 503 where that cannot be told
 */
export async function authenticate(
	context: IWebhookFunctions,
	request: DeliveryRequest,
): Promise<KnownSubscription> {
	const { token } = request.query;
	if (typeof token !== 'string' || !token) {
		throw new Refusal(401, 'The token of the callback URL is missing.');
	}
	const isTest = context.getMode() === 'manual';
	const stored = readSubscription(context, isTest ? 'test' : 'production');
	if (stored && tokenMatches(token, stored.tokenHash)) return stored;
	const known = isTest ? undefined : await askApi(context, token);
	if (!known) throw new Refusal(401, 'The token of the callback URL is wrong.');
	return known;
}

async function askApi(
	context: IWebhookFunctions,
	token: string,
): Promise<KnownSubscription | undefined> {
	try {
		return await findByToken(context, token);
	} catch {
		// Refused below: the API, or our way to it, is out of order.
	}
	throw new Refusal(503, 'The token could not be checked. Send the event again.');
}
