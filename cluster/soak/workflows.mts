// What runs in the cluster during the soak: every kind of work that this package does.
import { randomUUID } from 'node:crypto';
import type { N8nClient } from '../../tools/n8n-client.mts';
import type { Workflow } from '../../tools/n8n-types.mts';
import { callItself, chain, type Part, webhook } from '../chain.mts';

/** Attempts enough that a fault in ten calls fails nothing. */
const STUBBORN = { maxRetries: 10 };
/** Between two runs of a schedule. */
const SCHEDULE_SECONDS = 20;

export interface SoakWorkflows {
	events: Workflow;
	audit: Workflow;
	changes: Workflow;
	freeze: Workflow;
	create: Workflow;
	/** Paths of the webhooks that start `freeze` and `create`. */
	paths: { freeze: string; create: string };
}

/** Makes and publishes them. Events of accounts other than `accountId` are filtered out by the trigger. */
export async function makeWorkflows(
	client: N8nClient,
	credentialId: string,
	accountId: string,
): Promise<SoakWorkflows> {
	const publish = async (name: string, nodes: Part[]) => {
		const workflow = await client.createWorkflow(chain(name, nodes, credentialId));
		await client.activate(workflow);
		return workflow;
	};
	const paths = { freeze: randomUUID(), create: randomUUID() };
	return {
		paths,
		events: await publish('Soak: events', [
			{
				name: 'Event',
				type: 'n8n-nodes-offblocks.offBlocksTrigger',
				webhookId: randomUUID(),
				parameters: { events: ['card.updated'], options: { accountIds: accountId } },
			},
			card('Read it', 'get', { cardId: id('={{ $json.card.id }}') }),
		]),
		audit: await publish('Soak: audit', [schedule(), card('Audit', 'audit', {})]),
		changes: await publish('Soak: changes', [
			schedule(),
			...callItself(),
			card('Changes', 'getChanges', { outputs: 'summary' }),
			card('Seen', 'confirmChanges', {}),
		]),
		freeze: await publish('Soak: read, freeze, unfreeze', [
			webhook('Batch', paths.freeze),
			...rows(),
			card('Get', 'get', { cardId: id('={{ $json.id }}') }),
			card('Freeze', 'deactivate', { cardId: id('={{ $json.id }}') }),
			card('Unfreeze', 'activate', { cardId: id('={{ $json.id }}') }),
		]),
		create: await publish('Soak: create', [
			webhook('Batch', paths.create),
			...rows(),
			card('Create', 'create', {
				accountId: id('={{ $json.id }}'),
				type: 'virtual',
				billingAddress: {
					address: { firstLine: '1 Street', city: 'London', country: 'GB', postCode: 'NW6 2FG' },
				},
			}),
		]),
	};
}

const id = (value: string) => ({ __rl: true, mode: 'id', value });

const card = (name: string, operation: string, parameters: Record<string, unknown>): Part => ({
	name,
	type: 'n8n-nodes-offblocks.offBlocks',
	parameters: {
		resource: 'card',
		operation,
		...parameters,
		options: operation === 'confirmChanges' ? {} : STUBBORN,
	},
});

const schedule = (): Part => ({
	name: 'Now and then',
	type: 'n8n-nodes-base.scheduleTrigger',
	typeVersion: 1.2,
	parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: SCHEDULE_SECONDS }] } },
});

/** A POST of `{ ids }` → one item `{ id }` each. */
const rows = (): Part[] => [
	{
		name: 'Rows',
		type: 'n8n-nodes-base.splitOut',
		parameters: { fieldToSplitOut: 'body.ids', options: { destinationFieldName: 'id' } },
	},
];
