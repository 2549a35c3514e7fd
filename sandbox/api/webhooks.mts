import { randomUUID } from 'node:crypto';
import { badRequest, notFound } from '../http/errors.mts';
import type { Webhook, WebhookType } from '../types.mts';
import { webhookOf } from './lookup.mts';
import { type Call, noContent, ok, type Operation } from './operation.mts';

interface NewWebhook {
	id?: string;
	callbackUrl: string;
	types: WebhookType[];
}

/** This sandbox never calls outside the machine. */
function checkCallback(callbackUrl: string): void {
	const { protocol, hostname } = new URL(callbackUrl);
	if (protocol !== 'http:' && protocol !== 'https:') {
		throw badRequest('callbackUrl must be an http or https URL.');
	}
	if (hostname !== 'localhost' && hostname !== '[::1]' && !/^127\.\d+\.\d+\.\d+$/.test(hostname)) {
		throw badRequest(
			`callbackUrl names ${hostname}; this sandbox delivers to loopback only (127.0.0.1, ::1 or localhost).`,
			'callback_not_loopback',
		);
	}
}

const putWebhook: Operation = (call) => {
	const { id, callbackUrl, types } = (call as Call<NewWebhook>).body;
	const { store } = call.sandbox;
	const { entities } = store;
	checkCallback(callbackUrl);
	const known = id === undefined ? undefined : entities.webhooks.get(id.toLowerCase());
	if (id !== undefined && !known) throw notFound('Webhook');
	const now = store.clock.millisecondStamp();
	const webhook: Webhook = known
		? { ...known, callbackUrl, types, updatedAt: store.clock.nanosecondStamp() }
		: { id: randomUUID(), callbackUrl, types, createdAt: now, updatedAt: now };
	entities.webhooks.put(webhook);
	return ok(webhook);
};

export const webhookOperations: Record<string, Operation> = {
	putWebhook,
	listWebhooks: ({ sandbox }) => ok(sandbox.store.entities.webhooks.list()),
	getWebhook: (call) => ok(webhookOf(call)),
	deleteWebhook: (call) => {
		call.sandbox.store.entities.deleteWebhook(webhookOf(call).id);
		return noContent();
	},
};
