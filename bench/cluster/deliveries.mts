// Events through the balancer: our trigger against n8n's own Webhook node, one webhook processor against two.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../cluster/cluster.mts';
import { chain, type Part } from '../../cluster/chain.mts';
import { drain } from '../../cluster/soak/outcome.mts';
import { SigningClient } from '../../test/support/client.mts';
import type { Subscription } from '../../test/support/events.mts';
import { sendAll } from '../../test/support/sender.mts';
import { inRounds, median, ratio } from '../support/rounds.mts';
import { type Cost, medianCost, withCost } from './cost.mts';

const ROUNDS = 3;
const BATCH = 200;
const DRAIN_WITHIN_MS = 600_000;
const HEADER = { name: 'x-bench-key', value: 'header-authentication' };

interface Target {
	url: string;
	headers?: Record<string, string>;
	/** The card that events are about. */
	card: object;
}

/** Events a second from the first to the last execution's end, and what one costs. */
export interface Flow {
	perSecond: number;
	cost: Cost;
}

export interface DeliveryFigures {
	/** Our trigger, Confirm with API off and on, and n8n's Webhook node with header authentication. */
	plain: Flow;
	confirmed: Flow;
	webhookNode: Flow;
	/** Throughput with one webhook processor and with two, Confirm with API on. */
	oneProcessor: number;
	twoProcessors: number;
	ratios: { plainToWebhookNode: number; twoToOneProcessor: number };
}

export async function measureDeliveries(
	cluster: Cluster,
	credentialId: string,
): Promise<DeliveryFigures> {
	const { data: card } = await cluster.sandbox.admin.post('/cards', { status: 'active' });
	const targets = {
		plain: await ownTrigger(cluster, credentialId, card, false),
		confirmed: await ownTrigger(cluster, credentialId, card, true),
		webhookNode: await webhookNode(cluster, card),
	};
	const costs: Record<string, Cost[]> = {};
	const measure =
		(name: keyof typeof targets, into: string = name) =>
		async () => {
			const { seconds, cost } = await withCost(cluster, BATCH, () => send(cluster, targets[name]));
			(costs[into] ??= []).push(cost);
			return BATCH / seconds;
		};
	const rates = await inRounds(ROUNDS, {
		plain: measure('plain'),
		confirmed: measure('confirmed'),
		webhookNode: measure('webhookNode'),
	});
	const [, second] = cluster.webhooks;
	const one: number[] = [];
	const two: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		await second.kill('SIGTERM');
		await untilUp(cluster, 1);
		one.push(await measure('confirmed', 'one')());
		await second.restart();
		await untilUp(cluster, 2);
		await measure('confirmed', 'warm')(); // a new process compiles first
		two.push(await measure('confirmed', 'two')());
	}
	const flow = (name: keyof typeof rates): Flow => ({
		perSecond: median(rates[name]),
		// The first round warms up.
		cost: medianCost(costs[name].slice(1)),
	});
	return {
		plain: flow('plain'),
		confirmed: flow('confirmed'),
		webhookNode: flow('webhookNode'),
		oneProcessor: median(one),
		twoProcessors: median(two),
		ratios: {
			plainToWebhookNode: ratio(rates.plain, rates.webhookNode),
			twoToOneProcessor: ratio(two, one),
		},
	};
}

/** A batch of events, to the end of the last execution. */
async function send(cluster: Cluster, { url, headers, card }: Target): Promise<void> {
	const body = { webhookType: 'card.updated', ...card };
	const bodies = Array.from({ length: BATCH }, () => ({ ...body, eventId: randomUUID() }));
	const { statuses, lost } = await sendAll(url, bodies, { headers });
	if (lost.length > 0) throw new Error(`Not all were taken: ${JSON.stringify(statuses)}`);
	if (!(await drain(cluster, DRAIN_WITHIN_MS))) throw new Error('Not all was executed in time');
}

async function ownTrigger(
	cluster: Cluster,
	credentialId: string,
	card: object,
	confirmWithApi: boolean,
): Promise<Target> {
	const api = new SigningClient(cluster.sandbox.info);
	const subscriptions = async () => (await api.get('/webhooks')).data as Subscription[];
	const before = new Set((await subscriptions()).map(({ id }) => id));
	await publish(cluster, credentialId, {
		name: 'Event',
		type: 'n8n-nodes-offblocks.offBlocksTrigger',
		typeVersion: 2,
		webhookId: randomUUID(),
		parameters: { events: ['card.updated'], options: { confirmWithApi } },
	});
	for (;;) {
		const own = (await subscriptions()).find(({ id }) => !before.has(id));
		if (own) return { url: own.callbackUrl, card };
		await sleep(200);
	}
}

async function webhookNode(cluster: Cluster, card: object): Promise<Target> {
	const { id } = await cluster.client.createCredential({
		name: 'Header',
		type: 'httpHeaderAuth',
		data: HEADER,
	});
	const path = randomUUID();
	await publish(cluster, id, {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, authentication: 'headerAuth', options: {} },
		credentials: { httpHeaderAuth: { id, name: 'Header' } },
	});
	return {
		url: `${cluster.url}/webhook/${path}`,
		headers: { [HEADER.name]: HEADER.value },
		card,
	};
}

async function publish({ client }: Cluster, credentialId: string, part: Part): Promise<void> {
	await client.activate(await client.createWorkflow(chain(part.name, [part], credentialId)));
}

/** Waits until the balancer gives work to so many webhook processors. */
async function untilUp({ balancer }: Cluster, count: number): Promise<void> {
	const up = async () =>
		(await balancer.targets()).filter((one) => one.up && one.name.startsWith('webhook')).length;
	while ((await up()) !== count) await sleep(200);
}
