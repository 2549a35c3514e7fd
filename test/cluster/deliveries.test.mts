// 20,000 deliveries with duplicates and disorder through both webhook processors while everything is killed or
// restarted once: no event without an execution, and none with two effects where the docs' pattern is used.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chain, type Part } from '../../cluster/chain.mts';
import { type Cluster, startCluster } from '../../cluster/cluster.mts';
import { Beginnings, executionsByEvent, type Started, tally } from '../../cluster/executions.mts';
import { drain } from '../../cluster/soak/outcome.mts';
import { countsOf } from '../../cluster/watch/sample.mts';
import { readWorkflow, sandboxCredential } from '../../demo/furnish.mts';
import type { Workflow } from '../../tools/n8n-types.mts';
import { ADDRESS, byId } from '../support/offblocks.mts';
import { type AccountEvent, cardsByAccount, emit, newAccounts } from './support/events.mts';
import { BLOWS } from './support/fire.mts';

const HOUR_MS = 3_600_000;
jest.setTimeout(HOUR_MS);

/** Each goes to two workflows, and a fifth of those twice: about 20,400 deliveries. */
const EVENTS = Number(process.env.EVENTS ?? 8_500);
const DUPLICATES = 0.2;
/** Deliveries and executions that may wait: enough to keep all busy, and to have some under way at each blow. */
const BACKLOG = 300;
const STEP = 25;

const QUICK = {
	// n8n's sandbox for expressions takes most of its time with so many executions, and is not what is tested.
	N8N_EXPRESSION_ENGINE: 'legacy',
	EXECUTIONS_DATA_PRUNE: 'false',
	// Minutes until n8n notes that an execution is gone with its worker; three hours by default.
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '1',
};

let cluster: Cluster;
let guarded: Workflow;
let bare: Workflow;
beforeAll(async () => {
	// Retries come after 50 ms, 250 ms, 1.5 s and so on, and for 72 minutes.
	const sandboxFlags = ['--speed', '20'];
	cluster = await startCluster({ ownServers: true, sandboxFlags, env: QUICK });
	const { id } = await cluster.client.createCredential(sandboxCredential(cluster.sandbox.info));
	const publish = async (name: string, parts: Part[]) => {
		const workflow = await cluster.client.createWorkflow(chain(name, parts, id));
		await cluster.client.activate(workflow);
		return workflow;
	};
	guarded = await publish('As the docs advise', [
		trigger(),
		eachEventOnce(),
		create('virtual', { idempotencyKey: '={{ $json.eventId }}' }),
	]);
	bare = await publish('Without', [trigger(), create('physical', {})]);
	await untilSubscribed(2);
	await cluster.sandbox.admin.put('/settings', {
		webhooks: { duplicate: DUPLICATES, reorder: true },
	});
});
afterAll(() => cluster?.stop());

const trigger = (): Part => ({
	name: 'Event',
	type: 'n8n-nodes-offblocks.offBlocksTrigger',
	typeVersion: 2,
	webhookId: randomUUID(),
	parameters: { events: ['account.updated'], options: {} },
});

/** The very node of the example workflow. */
function eachEventOnce(): Part {
	const { nodes } = readWorkflow('card-events.json', '', '');
	const node = nodes.find(({ name }) => name === 'Each event once');
	if (!node) throw new Error('The example workflow has changed');
	return node;
}

const create = (type: 'virtual' | 'physical', options: object): Part => ({
	name: 'Create',
	type: 'n8n-nodes-offblocks.offBlocks',
	parameters: {
		resource: 'card',
		operation: 'create',
		accountId: byId('={{ $json.account.id }}'),
		type,
		billingAddress: ADDRESS,
		...(type === 'physical' && { shippingAddress: ADDRESS }),
		options,
	},
});

async function untilSubscribed(count: number): Promise<void> {
	const [account] = await newAccounts(cluster, 1);
	for (const end = Date.now() + 120_000; Date.now() < end; await sleep(500)) {
		const { data } = await cluster.sandbox.admin.post('/webhooks/emit', {
			type: 'account.updated',
			accountId: account,
		});
		if (data.subscriptions === count) return;
	}
	throw new Error('The triggers did not subscribe');
}

/** Sends every event while the blows fall, evenly over the events. */
async function underFire(accounts: string[], beginnings: Beginnings): Promise<AccountEvent[]> {
	const events: AccountEvent[] = [];
	let struck = 0;
	let recovering = Promise.resolve();
	for (let next = 0; next < accounts.length;) {
		await beginnings.read().catch(() => undefined); // PostgreSQL may be down
		const { deliveries } = await countsOf(cluster);
		const jobs = await cluster.queue.jobs().catch(() => ({ waiting: 0, active: 0 }));
		if (deliveries.pending + jobs.waiting > BACKLOG) {
			await sleep(100);
			continue;
		}
		const some = accounts.slice(next, (next += STEP));
		events.push(...(await Promise.all(some.map((account) => emit(cluster, account)))));
		if (struck < BLOWS.length && next >= (accounts.length * (struck + 1)) / (BLOWS.length + 1)) {
			const [what, strike] = BLOWS[struck++];
			await recovering;
			console.log(`after ${next} events: ${what}`);
			// Events go on coming meanwhile.
			recovering = strike(cluster);
		}
	}
	await recovering;
	return events;
}

/** How many calls carried out a create with the event's id as its key, an event. */
function effectsOf(events: AccountEvent[]): number[] {
	const log = readFileSync(join(cluster.folder, 'sandbox.log'), 'utf8');
	const carriedOut = /POST +\/v1\/accounts\/(\S+)\/cards 201 .*? idem=(\S{8})(?! replay)/g;
	const counts = new Map<string, number>();
	for (const [, account, key] of log.matchAll(carriedOut)) {
		counts.set(`${account}/${key}`, (counts.get(`${account}/${key}`) ?? 0) + 1);
	}
	return events.map(
		({ accountId, eventId }) => counts.get(`${accountId}/${eventId.slice(0, 8)}`) ?? 0,
	);
}

/** How many creates came again with a key that was carried out: what came through the pattern a second time. */
function replays(): number {
	const log = readFileSync(join(cluster.folder, 'sandbox.log'), 'utf8');
	return [...log.matchAll(/POST +\/v1\/accounts\/\S+\/cards 201 .*? idem=\S{8} replay/g)].length;
}

/** Events that started nothing: with what the sandbox says of their deliveries. */
function lostOf(started: Map<string, Started[]>): string[] {
	const lines = readFileSync(join(cluster.folder, 'sandbox.log'), 'utf8').split('\n');
	return [...started]
		.filter(([, { length }]) => length === 0)
		.flatMap(([event]) => [event, ...lines.filter((line) => line.includes(event.slice(0, 8)))]);
}

const without = (
	started: Map<string, Started[]>,
	events: AccountEvent[],
	cards: Map<string, number>,
) =>
	events
		.filter(({ accountId }) => !cards.has(accountId))
		.map(({ eventId }) => (started.get(eventId) ?? []).map(({ status }) => status));

it(`${EVENTS} events to two workflows, while everything breaks once`, async () => {
	const accounts = await newAccounts(cluster, EVENTS);
	const beginnings = new Beginnings(cluster);
	const events = await underFire(accounts, beginnings);
	expect(await drain(cluster, HOUR_MS / 2)).toBe(true);

	const { deliveries } = await countsOf(cluster);
	expect(deliveries.dropped).toBe(0);
	expect(deliveries.delivered).toBeGreaterThanOrEqual(EVENTS * 2);
	const ids = events.map(({ eventId }) => eventId);
	const [withPattern, withoutIt] = [
		await executionsByEvent(cluster, guarded.id, ids, beginnings),
		await executionsByEvent(cluster, bare.id, ids, beginnings),
	];
	const counts = (started: Map<string, Started[]>) =>
		tally([...started.values()].map(({ length }) => length));
	const [virtual, physical] = [
		await cardsByAccount(cluster, events, 'virtual'),
		await cardsByAccount(cluster, events, 'physical'),
	];
	const missed = without(withPattern, events, virtual);
	console.log(
		[
			`${deliveries.delivered} deliveries`,
			`executions an event, with the pattern ${JSON.stringify(counts(withPattern))}, without ${JSON.stringify(counts(withoutIt))}`,
			`let through by Each event once a second time, and held back by the key: ${replays()}`,
			`virtual cards an account (pattern) ${JSON.stringify(tally(virtual.values()))}, physical ${JSON.stringify(tally(physical.values()))}`,
			`events whose executions came to no card: pattern ${JSON.stringify(tally(missed.map(String)))}, without ${JSON.stringify(tally(without(withoutIt, events, physical).map(String)))}`,
		].join('\n'),
	);

	expect(lostOf(withPattern)).toEqual([]);
	expect(lostOf(withoutIt)).toEqual([]);
	// No event with two effects: by cards, and by the calls that were carried out.
	expect(Object.keys(tally(virtual.values()))).toEqual(['1']);
	expect(Math.max(...effectsOf(events))).toBe(1);
	// What has no effect is in n8n's list as failed or crashed: nothing is lost in silence.
	for (const statuses of missed) {
		expect(statuses.some((status) => status === 'crashed' || status === 'error')).toBe(true);
	}
});
