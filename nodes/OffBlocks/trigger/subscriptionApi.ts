import { v4 } from 'uuid';
import { ApiError } from '../api/ApiError';
import { callApi, type Caller } from '../api/client';
import type { Expected } from '../api/types';

/** A subscription as the API has it (vendor's docs, Webhooks). */
export interface Webhook {
	id: string;
	callbackUrl: string;
	types: string[];
}

/** The life cycle runs while somebody waits for a switch in the editor. */
const TIMEOUT_MS = 30_000;

const SHAPE = {
	has: ['id', 'callbackUrl'],
	fits: ({ types }) => Array.isArray(types),
} satisfies Partial<Expected>;

/** `GET /webhooks`. @throws {ApiError} */
export async function listWebhooks(caller: Caller, timeoutMs = TIMEOUT_MS): Promise<Webhook[]> {
	const expects = { ...SHAPE, what: 'a list of webhook subscriptions', isList: true };
	const request = { method: 'GET', path: '/webhooks', timeoutMs, expects } as const;
	return (await callApi(caller, request)) as Webhook[];
}

/**
 * `PUT /webhooks`: makes a subscription, or changes the one named by `id`. Each attempt has a key of
 * its own: who repeats this looks first whether the subscription is there.
 *
 * @throws {ApiError}
 */
export async function putWebhook(
	caller: Caller,
	webhook: Omit<Webhook, 'id'> & { id?: string },
): Promise<Webhook> {
	const request = {
		method: 'PUT',
		path: '/webhooks',
		body: webhook,
		timeoutMs: TIMEOUT_MS,
		expects: { ...SHAPE, what: 'a webhook subscription', id: webhook.id },
	} as const;
	return (await callApi(caller, request, v4())) as Webhook;
}

/** `DELETE /webhooks/{webhookId}`; one that is gone already is deleted. @throws {ApiError} */
export async function deleteWebhook(caller: Caller, id: string): Promise<void> {
	const path = `/webhooks/${encodeURIComponent(id)}`;
	await callApi(caller, { method: 'DELETE', path, timeoutMs: TIMEOUT_MS }, v4()).catch(
		(error: unknown) => {
			if (!(error instanceof ApiError && error.details.status === 404)) throw error;
		},
	);
}
