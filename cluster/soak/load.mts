// A steady mixed load: events, batches of reads, freezes and unfreezes, batches of creates. Schedules run beside.
import axios from 'axios';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster.mts';
import { countsOf } from '../watch/sample.mts';
import type { SoakWorkflows } from './workflows.mts';

const EVENTS_AT_ONCE = 3;
const EVERY_MS = 1_000;
/** More than this waiting: a slow machine gets less load, not a longer queue. */
const BACKLOG = 12;
const CARDS_OF_A_LANE = 5;
const LANES = 2;
const CREATES_AT_ONCE = 3;
const UNANSWERED = 'unanswered';
const TRIES = 60;
/**
 * n8n loses the answer to a webhook that responds when its last node is done, if the worker is done before the
 * processor has noted that it enqueued the execution ("finished" before "Enqueued" in its log; n8n 2.41.1).
 */
const ANSWER_WITHIN_MS = 60_000;

export interface Done {
	/** Ids of the events that were sent. */
	events: string[];
	/** Batches, by what they did. */
	batches: { freeze: number; create: number };
	/** Batches that had to be sent again: a machine that is too busy for n8n's health checks. */
	turnedAway: number;
	/** Batches that n8n ran and did not answer. */
	unanswered: number;
	/** Accounts that got a card. */
	accounts: string[];
	/** What went wrong that should not. */
	failures: string[];
}

/** Account whose events start executions; everybody else's are filtered out. */
export interface Scene {
	cards: string[];
	lanes: string[][];
}

/** Cards for the load: those that events are about, and those of each lane. */
export async function plantScene(cluster: Cluster, accountId: string): Promise<Scene> {
	return {
		cards: await plantCards(cluster, CARDS_OF_A_LANE, () => accountId),
		lanes: await Promise.all(
			Array.from({ length: LANES }, () => plantCards(cluster, CARDS_OF_A_LANE, randomUUID)),
		),
	};
}

async function plantCards(
	{ sandbox }: Cluster,
	count: number,
	owner: () => string,
): Promise<string[]> {
	const plant = async (id: string) => {
		await sandbox.admin.post('/accounts', { id, status: 'active' });
		const { data } = await sandbox.admin.post<{ id: string }>('/cards', { accountId: id });
		return data.id;
	};
	return await Promise.all(Array.from({ length: count }, () => plant(owner())));
}

/** Keeps the cluster busy until `until` (Unix milliseconds), and waits for what was begun. */
export async function load(
	cluster: Cluster,
	workflows: SoakWorkflows,
	scene: Scene,
	until: number,
): Promise<Done> {
	const done: Done = {
		events: [],
		batches: { freeze: 0, create: 0 },
		turnedAway: 0,
		unanswered: 0,
		accounts: [],
		failures: [],
	};
	const batch = async (kind: 'freeze' | 'create', ids: string[]) => {
		const url = `${cluster.url}/webhook/${workflows.paths[kind]}`;
		const answer = await post(url, { ids }, () => (done.turnedAway += 1));
		done.batches[kind] += 1;
		if (answer.status === 200) return answer.items;
		if (answer.status === UNANSWERED) {
			done.unanswered += 1;
			return undefined;
		}
		done.failures.push(`${kind}: ${answer.status}`);
		return [];
	};
	const repeat = async (work: () => Promise<void>) => {
		for (; Date.now() < until; await sleep(EVERY_MS)) {
			if ((await backlogOf(cluster)) > BACKLOG) continue;
			await work().catch((error: Error) => done.failures.push(error.message));
		}
	};
	const emit = () =>
		repeat(async () => {
			for (let n = 0; n < EVENTS_AT_ONCE; n++) {
				const cardId = scene.cards[done.events.length % scene.cards.length];
				const event = { type: 'card.updated', cardId };
				const { data } = await cluster.sandbox.admin.post<{ eventId: string }>(
					'/webhooks/emit',
					event,
				);
				done.events.push(data.eventId);
			}
		});
	const freeze = (lane: string[]) => {
		let cards = lane;
		return repeat(async () => {
			const answer = await batch('freeze', cards);
			if (!answer) {
				// It may still be at work on these.
				cards = await plantCards(cluster, CARDS_OF_A_LANE, randomUUID);
				return;
			}
			const wrong = answer.filter(({ status }) => status !== 'active').length;
			if (wrong > 0 || (answer.length > 0 && answer.length !== cards.length)) {
				done.failures.push(`freeze: ${answer.length} cards came back, ${wrong} of them not active`);
			}
		});
	};
	const create = () =>
		repeat(async () => {
			const accounts = Array.from({ length: CREATES_AT_ONCE }, () => randomUUID());
			for (const id of accounts)
				await cluster.sandbox.admin.post('/accounts', { id, status: 'active' });
			await batch('create', accounts);
			done.accounts.push(...accounts);
		});
	await Promise.all([emit(), ...scene.lanes.map(freeze), create()]);
	return done;
}

/** Deliveries and executions that are still to be done. */
async function backlogOf(cluster: Cluster): Promise<number> {
	const { deliveries } = await countsOf(cluster);
	const { waiting, active } = await cluster.queue.jobs();
	return deliveries.pending + waiting + active;
}

/** A 503 is the balancer's or n8n's before it has looked at the request: it is sent again, as OffBlocks does. */
async function post(
	url: string,
	body: unknown,
	onTurnedAway: () => void,
): Promise<{ status: number | string; items: { status?: string }[] }> {
	for (let tries = 1; ; tries++) {
		const answer = await axios
			.post<{ status?: string }[]>(url, body, {
				proxy: false,
				timeout: ANSWER_WITHIN_MS,
				validateStatus: () => true,
			})
			.then(({ status, data }) => ({ status, items: data }))
			.catch(({ code, message }: Error & { code?: string }) => ({
				status: code === 'ECONNABORTED' ? UNANSWERED : message,
				items: [],
			}));
		if (answer.status !== 503 || tries === TRIES) return answer;
		onTurnedAway();
		await sleep(EVERY_MS);
	}
}
