import type { IHookFunctions } from 'n8n-workflow';
import {
	callbackUrl,
	hashToken,
	newToken,
	tokenMatches,
	tokenOf,
	withoutQuery,
} from './callbackUrl';
import { isDeadListener, listenerMark } from './testListener';
import { assertUsable, hasOwnKey, verificationKey } from './publish';
import { deleteWebhook, listWebhooks, putWebhook, type Webhook } from './subscriptionApi';
import {
	forgetSubscription,
	readSubscription,
	writeKey,
	writeSubscription,
	type Purpose,
	type StoredSubscription,
} from './subscriptionStore';

/**
 * Looks for this node's subscription, by its stored id, else by its URL, and brings it up to date in
 * place. Doubles, which an answer that got lost can leave, are deleted.
 *
 * @returns whether there is one; if not, n8n calls {@link createSubscription} next
 * @throws {ApiError}
 */
export async function updateSubscription(context: IHookFunctions): Promise<boolean> {
	const place = await placeOf(context);
	const all = await listWebhooks(context);
	const found = await bringUpToDate(context, place, all);
	if (found) await finish(context, place, all);
	return found;
}

/** Subscribes, or brings up to date what is there: n8n may call this again after a failure. @throws {ApiError} */
export async function createSubscription(context: IHookFunctions): Promise<boolean> {
	const place = await placeOf(context);
	const all = await listWebhooks(context);
	if (!(await bringUpToDate(context, place, all))) await subscribe(context, place);
	await finish(context, place, all);
	return true;
}

/** What is done once there is a subscription; none of it may undo that. */
async function finish(context: IHookFunctions, place: Place, all: Webhook[]): Promise<void> {
	const { purpose, ownKey, stored, url } = place;
	// Anew each time: whoever publishes a workflow again may do it because the key is another.
	const key = ownKey ? undefined : await verificationKey(context, stored?.key);
	writeKey(context, purpose, key);
	await deleteDeadListeners(context, all, url);
}

async function bringUpToDate(
	context: IHookFunctions,
	place: Place,
	all: Webhook[],
): Promise<boolean> {
	const [kept, ...doubles] = ownAmong(all, place);
	if (!kept) return false;
	if (!isUpToDate(kept, place)) await subscribe(context, place, kept);
	for (const { id } of doubles) await deleteWebhook(context, id);
	return true;
}

/** Deletes every subscription of this node's URL; that there is none is fine. @throws {ApiError} */
export async function deleteSubscription(context: IHookFunctions): Promise<boolean> {
	const url = urlOf(context);
	// n8n does not say here whether it ends a test: the URL does.
	for (const purpose of ['production', 'test'] as const) {
		const stored = readSubscription(context, purpose);
		if (stored && samePath(context, stored.url, url)) {
			await deleteOwn(context, { purpose, url, types: [], stored });
			forgetSubscription(context, purpose);
			return true;
		}
	}
	await deleteOwn(context, { purpose: 'production', url, types: [] });
	return true;
}

async function deleteOwn(context: IHookFunctions, place: Place): Promise<void> {
	const all = await listWebhooks(context);
	for (const { id } of ownAmong(all, place)) await deleteWebhook(context, id);
	await deleteDeadListeners(context, all, place.url);
}

/** Where events are to go, and what is known about the subscription for it. */
interface Place {
	purpose: Purpose;
	url: string;
	types: string[];
	stored?: StoredSubscription;
	/** Whether the credential has a key for deliveries, which then counts instead of the API's. */
	ownKey?: boolean;
}

/** @throws {NodeOperationError} for options or a key of the credential that can only lose events */
async function placeOf(context: IHookFunctions): Promise<Place> {
	const purpose = context.getMode() === 'manual' ? 'test' : 'production';
	const { events } = assertUsable(context);
	const ownKey = await hasOwnKey(context);
	const stored = readSubscription(context, purpose);
	return { purpose, url: urlOf(context), types: [...events].sort(), stored, ownKey };
}

function urlOf(context: IHookFunctions): string {
	return new URL(String(context.getNodeWebhookUrl('default'))).href;
}

/** This node's subscriptions, the stored one first. */
function ownAmong(all: Webhook[], { url, stored }: Place): Webhook[] {
	const byId = all.filter(({ id }) => id === stored?.id);
	const byUrl = all.filter((webhook) => withoutQuery(webhook.callbackUrl) === url);
	return [...new Set([...byId, ...byUrl])];
}

/** What is stored must be right as well: deliveries are checked against it. */
function isUpToDate(webhook: Webhook, { url, types, stored }: Place): boolean {
	return (
		stored?.id === webhook.id &&
		stored.url === url &&
		withoutQuery(webhook.callbackUrl) === url &&
		keepsToken(webhook, stored) &&
		[...webhook.types].sort().join() === types.join()
	);
}

function keepsToken(webhook: Webhook, stored: StoredSubscription | undefined): boolean {
	return stored !== undefined && tokenMatches(tokenOf(webhook.callbackUrl), stored.tokenHash);
}

/** @param known a subscription to change; its token lives on where it is the stored one */
async function subscribe(context: IHookFunctions, place: Place, known?: Webhook): Promise<void> {
	const { purpose, url, types, stored } = place;
	const token = known && keepsToken(known, stored) ? tokenOf(known.callbackUrl)! : newToken();
	const more = purpose === 'test' ? listenerMark() : {};
	const { id } = await putWebhook(context, {
		...(known ? { id: known.id } : {}),
		callbackUrl: callbackUrl(url, token, more),
		types,
	});
	writeSubscription(context, purpose, {
		id,
		url,
		tokenHash: hashToken(token),
		key: stored?.key,
	});
}

/** Clears up after others, once the own work is done: whatever goes wrong with it must not undo that. */
async function deleteDeadListeners(
	context: IHookFunctions,
	all: Webhook[],
	ownUrl: string,
): Promise<void> {
	for (const { id, callbackUrl: url } of all) {
		if (withoutQuery(url) === ownUrl || !isDeadListener(url, ownUrl)) continue;
		await deleteWebhook(context, id).catch(({ message }: Error) =>
			context.logger.warn(
				`OffBlocks Trigger could not delete the test subscription ${id}, which is over: ${message}`,
			),
		);
	}
}

/**
 * Whether two webhook URLs of this node differ at most in host and prefix, as after a move of n8n to another
 * address. Their ends are what n8n makes of a node: `webhook` or `webhook-test`, then the webhook id, or for
 * a node without one the workflow and the node's name, then the path.
 */
function samePath(context: IHookFunctions, one: string, other: string): boolean {
	const segments = context.getNode().webhookId ? 3 : 4;
	const end = (url: string) => new URL(url).pathname.split('/').slice(-segments).join('/');
	return end(one) === end(other);
}
