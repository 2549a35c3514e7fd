import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { triggerFields } from './trigger/triggerFields';
import { runHook } from './trigger/lifeCycleErrors';
import { createSubscription, deleteSubscription, updateSubscription } from './trigger/lifeCycle';
import { DeliveryMemory } from './trigger/DeliveryMemory';
import { receive } from './trigger/receive';

/** Of all triggers of this n8n process: n8n calls the node's methods on contexts, not on the node. */
const memory = new DeliveryMemory();

export class OffBlocksTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OffBlocks Trigger',
		name: 'offBlocksTrigger',
		icon: { light: 'file:../../icons/offblocks.svg', dark: 'file:../../icons/offblocks.dark.svg' },
		group: ['trigger'],
		// From version 2 on n8n spares a webhook node an expression for each request (webhook-helpers.js).
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a card, an account or a payment changes at OffBlocks',
		eventTriggerDescription: 'Waiting for an event from OffBlocks',
		activationMessage: 'OffBlocks will now send its events to this workflow.',
		defaults: { name: 'OffBlocks Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'offBlocksApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Else n8n answers with the literal text "firstEntryJson".
				responseData: '',
				path: 'webhook',
			},
		],
		triggerPanel: {
			header: '',
			executionsHelp: {
				inactive:
					'<b>While building</b>, click the button above, then make something happen at OffBlocks, e.g. freeze a card. The workflow runs once, here in the editor.<br /><br /><b>When it is ready</b>, publish it. It then runs for every event, and the runs are listed under <a data-key="executions">Executions</a>.',
				active:
					'<b>While building</b>, click the button above, then make something happen at OffBlocks, e.g. freeze a card. The workflow runs once, here in the editor.<br /><br /><b>It is published</b>, so it also runs for every event. The runs are listed under <a data-key="executions">Executions</a>.',
			},
			activationHint:
				'When it is ready, <a data-key="activate">publish</a> the workflow. It then runs for every event.',
		},
		properties: triggerFields,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await runHook(this, updateSubscription);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await runHook(this, createSubscription);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await runHook(this, deleteSubscription);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, memory);
	}
}
