import type { IHookFunctions } from 'n8n-workflow';
import {
	callbackUrl,
	hashToken,
	newToken,
	tokenMatches,
	tokenOf,
	withoutQuery,
} from './callbackUrl';
import { isDeadListener, listenerMark } from './listener';
import { deleteWebhook, listWebhooks, putWebhook, type Webhook } from './subscriptionApi';
import {
	forgetSubscription,
	readSubscription,
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
	const place = placeOf(context);
	const all = await listWebhooks(context);
	await deleteDeadListeners(context, all, place.url);
	const [kept, ...doubles] = ownAmong(all, place);
	if (!kept) return false;
	for (const { id } of doubles) await deleteWebhook(context, id);
	if (!isUpToDate(kept, place)) await subscribe(context, place, kept);
	return true;
}

/** Subscribes, or brings up to date what is there: n8n may call this again after a failure. @throws {ApiError} */
export async function createSubscription(context: IHookFunctions): Promise<boolean> {
	if (!(await updateSubscription(context))) await subscribe(context, placeOf(context));
	return true;
}

/** Deletes every subscription of this node's URL; that there is none is fine. @throws {ApiError} */
export async function deleteSubscription(context: IHookFunctions): Promise<boolean> {
	const url = urlOf(context);
	// n8n does not say here whether it ends a test: the URL does.
	for (const purpose of ['production', 'test'] as const) {
		const stored = readSubscription(context, purpose);
		if (stored && samePath(stored.url, url)) {
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
}

function placeOf(context: IHookFunctions): Place {
	const purpose = context.getMode() === 'manual' ? 'test' : 'production';
	const types = [...new Set(context.getNodeParameter('events') as string[])].sort();
	return { purpose, url: urlOf(context), types, stored: readSubscription(context, purpose) };
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

function isUpToDate(webhook: Webhook, { url, types, stored }: Place): boolean {
	return (
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
	writeSubscription(context, purpose, { id, url, tokenHash: hashToken(token) });
}

async function deleteDeadListeners(
	context: IHookFunctions,
	all: Webhook[],
	ownUrl: string,
): Promise<void> {
	for (const { id, callbackUrl: url } of all) {
		if (withoutQuery(url) !== ownUrl && isDeadListener(url, ownUrl))
			await deleteWebhook(context, id);
	}
}

/** Whether two webhook URLs differ at most in host and prefix, as after a move of n8n to another address. */
function samePath(one: string, other: string): boolean {
	const end = (url: string) => new URL(url).pathname.split('/').slice(-3).join('/');
	return end(one) === end(other);
}
