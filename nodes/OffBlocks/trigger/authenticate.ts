import type { IWebhookFunctions } from 'n8n-workflow';
import { tokenMatches } from './callbackUrl';
import type { DeliveryRequest } from './delivery';
import { findByToken, type KnownSubscription } from './subscriptionLookup';
import { Refusal, retryLater } from './Refusal';
import { readSubscription } from './subscriptionStore';

/**
 * The subscription that a request's token belongs to: the stored one, else the one that the API has.
 *
 * @throws {Refusal} 401 for no or a wrong token, 503 where that cannot be told
 */
export async function authenticate(
	context: IWebhookFunctions,
	{ query: { token } }: DeliveryRequest,
): Promise<KnownSubscription> {
	// Before anything is read: a stranger's request must cost next to nothing.
	if (typeof token !== 'string' || !token) {
		throw new Refusal(401, 'The token of the callback URL is missing.');
	}
	const known = await findSubscription(context, token);
	if (!known) throw new Refusal(401, 'The token of the callback URL is wrong.');
	return known;
}

async function findSubscription(
	context: IWebhookFunctions,
	token: string,
): Promise<KnownSubscription | undefined> {
	const isTest = context.getMode() === 'manual';
	const stored = readSubscription(context, isTest ? 'test' : 'production');
	if (stored && tokenMatches(token, stored.tokenHash)) return stored;
	return isTest ? undefined : await askApi(context, token);
}

async function askApi(
	context: IWebhookFunctions,
	token: string,
): Promise<KnownSubscription | undefined> {
	try {
		return await findByToken(context, token);
	} catch (error) {
		throw retryLater('The token could not be checked. Send the event again.', error);
	}
}
