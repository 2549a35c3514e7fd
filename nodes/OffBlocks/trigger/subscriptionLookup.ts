import type { IWebhookFunctions } from 'n8n-workflow';
import { hashToken, tokenMatches, tokenOf, withoutQuery } from './callbackUrl';
import { listWebhooks } from './subscriptionApi';

/** A subscription of this node as the API has it. */
export interface KnownSubscription {
	id: string;
	url: string;
	tokenHash: string;
}

/** How long an answer of the API is good for: strangers who try tokens cause one call in that time. */
const FRESH_MS = 30_000;

/** Shorter than a sender waits. */
const TIMEOUT_MS = 8_000;

/** Nodes whose answers are remembered; each is two short texts. */
const LIMIT = 1_000;

interface Lookup {
	at: number;
	subscriptions: Promise<KnownSubscription[]>;
}

const lookups = new Map<string, Lookup>();

/**
 * Asks the API whether it told this node's URL with this token to anybody: it is the other one who knows.
 * Needed where n8n lost what `create` had saved: it was killed in between, or another node of the workflow
 * saved older static data over it. Without this, such a workflow would refuse every event, unnoticed.
 *
 * @returns the subscription, undefined where the token is no good
 * @throws {ApiError} where the API cannot be asked
 */
export async function findByToken(
	context: IWebhookFunctions,
	token: string,
	now = Date.now(),
): Promise<KnownSubscription | undefined> {
	const url = new URL(String(context.getNodeWebhookUrl('default'))).href;
	const subscriptions = await (recent(url, now) ?? look(context, url, now));
	return subscriptions.find(({ tokenHash }) => tokenMatches(token, tokenHash));
}

function recent(url: string, now: number): Promise<KnownSubscription[]> | undefined {
	const lookup = lookups.get(url);
	return lookup && now - lookup.at < FRESH_MS ? lookup.subscriptions : undefined;
}

function look(context: IWebhookFunctions, url: string, at: number): Promise<KnownSubscription[]> {
	const subscriptions = listWebhooks(context, TIMEOUT_MS).then((all) =>
		all.flatMap(({ id, callbackUrl }) => {
			const token = withoutQuery(callbackUrl) === url ? tokenOf(callbackUrl) : null;
			return token ? [{ id, url, tokenHash: hashToken(token) }] : [];
		}),
	);
	if (lookups.size >= LIMIT) lookups.clear();
	lookups.set(url, { at, subscriptions });
	// Who waits for it hears of a failure; it must not be one that nobody handles where nobody waits.
	subscriptions.catch(() => undefined);
	return subscriptions;
}
