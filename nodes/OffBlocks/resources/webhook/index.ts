import type { IDataObject } from 'n8n-workflow';
import { thingAsked } from '../../engine/answers';
import type { Entity } from '../../engine/Entity';
import { anyOf, contains } from '../../engine/list/filters';
import { listFields, prepareList, type Listing } from '../../engine/list/listMany';
import { momentOrders } from '../../engine/list/order';
import { locator } from '../../engine/locator';
import type { CallOperation, Resource, TaskOperation } from '../../engine/Operation';
import { WHOLE } from '../../engine/shape';
import { toItem } from '../../engine/outputs';
import { deleteOne } from '../../engine/plain';
import { readOptions } from '../../engine/sendingOptions';
import { receiverOf } from './receiver';
import { webhookPicker, withoutQuery, withoutToken, type Webhook } from './webhook';

const chooseWebhook = locator(
	'Webhook',
	'webhookId',
	'searchWebhooks',
	'The subscription, listed by the address that receives the events',
);

const webhook: Entity = {
	noun: 'webhook',
	plural: 'webhooks',
	one: 'a webhook',
	path: '/webhooks',
	idField: 'webhookId',
	label: 'Webhook',
	choose: [chooseWebhook],
	shape: WHOLE,
};

const EVENTS = ['Account', 'Authorisation', 'Card', 'Customer', 'Transaction'].map((noun) => ({
	name: `${noun} Updated`,
	value: `${noun.toLowerCase()}.updated`,
}));

const webhooks: Listing<Webhook> = {
	entity: webhook,
	filters: [
		contains(
			'Callback URL Contains',
			'callbackUrlContains',
			({ callbackUrl }) => withoutQuery(callbackUrl),
			'e.g. n8n.example.com',
		),
		anyOf('Events', 'types', EVENTS, ({ types }) => types),
	],
	orders: [
		...momentOrders('Created', 'created', 'createdAt'),
		...momentOrders('Updated', 'updated', 'updatedAt'),
	],
};

/** `DELETE /webhooks/{webhookId}` */
const remove = deleteOne(webhook, {
	name: 'Delete',
	value: 'delete',
	description:
		'Delete a webhook subscription. A published workflow that relies on it no longer receives events.',
	tool: 'Deletes a webhook subscription, by webhook ID (a UUID). IRREVERSIBLE: a workflow that relies on it no longer receives events. Never do this without an explicit instruction that names this subscription.',
	notice:
		'Every published workflow with an OffBlocks Trigger has its own subscription. Delete only subscriptions that no workflow receives; Get Many shows which those are.',
});

/** `GET /webhooks/{webhookId}` */
const get: CallOperation = {
	kind: 'call',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a webhook',
		description: 'Read one webhook subscription: callback URL and event types',
	},
	fields: [chooseWebhook, readOptions],
	subtitle: 'get: {webhookId}',
	tool: 'Reads one webhook subscription by webhook ID (a UUID): callback URL and event types. Changes nothing.',
	risk: 'read',
	prepare(parameters) {
		const id = parameters.id('webhookId', 'Webhook');
		return {
			request: { method: 'GET', path: `/webhooks/${id}`, expects: thingAsked('webhook', id) },
			toItems: (thing) => [withoutToken(thing as IDataObject)],
		};
	},
};

/** `GET /webhooks`, with what this n8n knows of each receiver. */
const getAll: TaskOperation = {
	kind: 'task',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many webhooks',
		description:
			'List webhook subscriptions. Shows which of them belong to this n8n, and which of those no published workflow receives.',
	},
	fields: listFields(webhooks),
	subtitle: 'get many: webhooks',
	tool: 'Lists webhook subscriptions at OffBlocks: ID, callback URL, event types, whether this n8n receives them. Changes nothing.',
	risk: 'read',
	prepare(parameters) {
		const { request, list, toItems } = prepareList(parameters, webhooks, webhook.path);
		return {
			async run({ context, itemIndex, read }) {
				const found = await toItems(await read(request, list));
				const receivers = await Promise.all(
					found.map(({ callbackUrl }) => receiverOf(context, String(callbackUrl))),
				);
				const items = found.map((thing, at) => ({ ...withoutToken(thing), ...receivers[at] }));
				return [items.map(toItem(itemIndex))];
			},
		};
	},
};

export const webhookResource: Resource = {
	name: 'Webhook',
	plural: 'Webhooks',
	value: 'webhook',
	operations: [remove, get, getAll],
	preset: getAll,
	picker: webhookPicker,
};
