import type { IWebhookFunctions } from 'n8n-workflow';
import QuickLRU from 'quick-lru';
import { hashToken, tokenMatches, tokenOf, withoutQuery } from './callbackUrl';
import { nodeKey } from './nodeKey';
import { listWebhooks } from './subscriptionApi';
import type { StoredKey } from './subscriptionStore';

/** A subscription of this node as the API has it. */
export interface KnownSubscription {
	id: string;
	url: string;
	tokenHash: string;
	/** The key of OffBlocks that was stored when it was made. */
	key?: StoredKey;
}

/** How long an answer of the API is good for: strangers who try tokens cause one call in that time. */
const FRESH_MS = 30_000;

/** Shorter than a sender waits. */
const TIMEOUT_MS = 8_000;

interface Lookup {
	at: number;
	subscriptions: Promise<KnownSubscription[]>;
}

/** Of each node; a lookup is a few short texts. */
const lookups = new QuickLRU<string, Lookup>({ maxSize: 1_000 });

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
	const subscriptions = await (recent(context, now) ?? look(context, now));
	return subscriptions.find(({ tokenHash }) => tokenMatches(token, tokenHash));
}

function recent(context: IWebhookFunctions, now: number): Promise<KnownSubscription[]> | undefined {
	const lookup = lookups.get(nodeKey(context));
	return lookup && now - lookup.at < FRESH_MS ? lookup.subscriptions : undefined;
}

function look(context: IWebhookFunctions, at: number): Promise<KnownSubscription[]> {
	// n8n takes an expression for this: not for every stranger's request.
	const url = new URL(String(context.getNodeWebhookUrl('default'))).href;
	const subscriptions = listWebhooks(context, TIMEOUT_MS).then((all) =>
		all.flatMap(({ id, callbackUrl }) => {
			const token = withoutQuery(callbackUrl) === url ? tokenOf(callbackUrl) : null;
			return token ? [{ id, url, tokenHash: hashToken(token) }] : [];
		}),
	);
	lookups.set(nodeKey(context), { at, subscriptions });
	// Who waits for it hears of a failure; it must not be one that nobody handles where nobody waits.
	subscriptions.catch(() => undefined);
	return subscriptions;
}
