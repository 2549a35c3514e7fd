// Actions on workers: our node against n8n's HTTP Request node, one worker against two, and what an item costs.
import { randomUUID } from 'node:crypto';
import type { Cluster } from '../../cluster/cluster.mts';
import { type Measured, runWithItems } from '../support/bigWorkflow.mts';
import { byId, createCard, getCard, httpRequest, ours } from '../support/measuredNodes.mts';
import type { BenchApi } from '../support/startApi.mts';
import { inRounds, median, ratio, timed } from '../support/rounds.mts';
import { type Cost, withCost } from './cost.mts';

const ROUNDS = 3;
const EXECUTIONS = 8;
const ITEMS = 250;
const COSTED_ITEMS = 1_000;
const MANY = { concurrency: 20 };

export interface ActionFigures {
	/** Items a second of eight executions at once, 50 ms API latency. */
	ours: number;
	httpRequest: number;
	/** The same with one worker and with two. */
	oneWorker: number;
	twoWorkers: number;
	/** The same where each execution mostly waits: one item after another. */
	oneWorkerWaiting: number;
	twoWorkersWaiting: number;
	ratios: Record<'oursToHttpRequest' | 'twoToOneWorker' | 'twoToOneWorkerWaiting', number>;
	/** Of an item (a card, for the last three), on all processes. */
	costs: Record<string, Cost>;
}

export async function measureActions(
	cluster: Cluster,
	credentialId: string,
	api: BenchApi,
	list: { credentialId: string; cards: number },
): Promise<ActionFigures> {
	const ids = Array.from({ length: ITEMS }, () => randomUUID());
	/** Seconds of several executions at once. */
	const together = async (node: Measured, items = ITEMS) => {
		const run = () => runWithItems(cluster.client, credentialId, node, ids.slice(0, items));
		const all = Array.from({ length: EXECUTIONS }, run);
		return (await timed(() => Promise.all(all))) / 1_000;
	};
	const rate = async (node: Measured, items = ITEMS) =>
		(EXECUTIONS * items) / (await together(node, items));
	const compared = await inRounds(ROUNDS, {
		ours: () => rate(getCard(MANY)),
		httpRequest: () => rate(httpRequest(api.baseUrl)),
	});
	const scale = await oneAgainstTwo(cluster, {
		busy: () => rate(getCard(MANY)),
		waiting: () => rate(getCard({ concurrency: 1 }), 60),
	});
	return {
		ours: median(compared.ours),
		httpRequest: median(compared.httpRequest),
		oneWorker: median(scale.busy.one),
		twoWorkers: median(scale.busy.two),
		oneWorkerWaiting: median(scale.waiting.one),
		twoWorkersWaiting: median(scale.waiting.two),
		ratios: {
			oursToHttpRequest: ratio(compared.ours, compared.httpRequest),
			twoToOneWorker: ratio(scale.busy.two, scale.busy.one),
			twoToOneWorkerWaiting: ratio(scale.waiting.two, scale.waiting.one),
		},
		costs: await costsOf(cluster, credentialId, api, list),
	};
}

/** Each figure with the second worker stopped and with it running, by turns. */
async function oneAgainstTwo<Name extends string>(
	cluster: Cluster,
	figures: Record<Name, () => Promise<number>>,
): Promise<Record<Name, { one: number[]; two: number[] }>> {
	const [, second] = cluster.workers;
	const names = Object.keys(figures) as Name[];
	const found = Object.fromEntries(
		names.map((name) => [name, { one: [] as number[], two: [] as number[] }]),
	) as Record<Name, { one: number[]; two: number[] }>;
	for (let round = 0; round < ROUNDS; round++) {
		await second.kill('SIGTERM');
		for (const name of names) found[name].one.push(await figures[name]());
		await second.restart();
		await figures[names[0]](); // a new process compiles first
		for (const name of names) found[name].two.push(await figures[name]());
	}
	return found;
}

/** What an item of each operation costs; of lists, what a card does. */
async function costsOf(
	cluster: Cluster,
	credentialId: string,
	api: BenchApi,
	list: { credentialId: string; cards: number },
): Promise<Record<string, Cost>> {
	const ids = Array.from({ length: COSTED_ITEMS }, () => randomUUID());
	const perItem: Record<string, Measured> = {
		get: getCard(MANY),
		create: createCard(MANY),
		deactivate: ours('deactivate', { cardId: byId, options: MANY }),
		'HTTP Request node, GET': httpRequest(api.baseUrl),
	};
	const perCard: Record<string, Measured> = {
		'get many, a filter that few pass': ours('getAll', {
			returnAll: true,
			filters: { statuses: ['blocked'], lastFour: '0000' },
		}),
		'audit, summary': ours('audit', { outputs: 'summary' }),
		'get changes, summary': ours('getChanges', { outputs: 'summary' }),
	};
	const costs: Record<string, Cost> = {};
	const measure = async (name: string, units: number, run: () => Promise<unknown>) => {
		await run(); // code is compiled, caches fill
		({ cost: costs[name] } = await withCost(cluster, units, run));
	};
	for (const [name, node] of Object.entries(perItem)) {
		await measure(name, ids.length, () => runWithItems(cluster.client, credentialId, node, ids));
	}
	for (const [name, node] of Object.entries(perCard)) {
		await measure(name, list.cards, () =>
			runWithItems(cluster.client, list.credentialId, node, ids.slice(0, 1)),
		);
	}
	return costs;
}
