import { v4 } from 'uuid';
import { ApiError } from '../api/ApiError';
import { callApi, type Caller } from '../api/client';

/** A subscription as the API has it (vendor's docs, Webhooks). */
export interface Webhook {
	id: string;
	callbackUrl: string;
	types: string[];
}

/** The life cycle runs while somebody waits for a switch in the editor. */
const TIMEOUT_MS = 30_000;

/** `GET /webhooks`. @throws {ApiError} */
export async function listWebhooks(caller: Caller, timeoutMs = TIMEOUT_MS): Promise<Webhook[]> {
	const answer = await callApi(caller, { method: 'GET', path: '/webhooks', timeoutMs });
	if (Array.isArray(answer) && answer.every(isWebhook)) return answer;
	throw unexpected('a list of webhook subscriptions');
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
	} as const;
	const answer = await callApi(caller, request, v4());
	if (isWebhook(answer)) return answer;
	throw unexpected('a webhook subscription');
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

function isWebhook(value: unknown): value is Webhook {
	const webhook = value as Partial<Webhook> | null | undefined;
	return (
		typeof webhook?.id === 'string' &&
		typeof webhook.callbackUrl === 'string' &&
		Array.isArray(webhook.types)
	);
}

function unexpected(wanted: string): ApiError {
	return new ApiError(
		`OffBlocks answered with JSON that is not ${wanted}`,
		'Check that the Base URL of the credential is the address of the OffBlocks API.',
		{},
	);
}
