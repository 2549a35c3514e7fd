// The common day in a real n8n: many Creates, an audit and a look for changes of a large programme, an audit of a
// month's payments. Time, memory and the longest hold of the event loop at four sizes, each against the plain way: the
// same calls by n8n's HTTP Request node, whose items would still have to be looked at.
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import axios from 'axios';
import { startN8n } from '../test/support/n8n.mts';
import { WITHOUT_EDITOR } from '../tools/n8n-environment.mts';
import { keepResults } from './results.mts';
import { enter, type Measured, runWithItems } from './support/bigWorkflow.mts';
import { credentialFor, newPrivateKey } from './support/keys.mts';
import { ADDRESS, createCard, httpRequest, ours } from './support/measuredNodes.mts';
import { inspectorOf, PROFILABLE } from './support/profiler.mts';
import { sized } from './support/size.mts';
import { scratch } from './support/source.mts';
import { startApi } from './support/startApi.mts';
import { watched } from './support/watch.mts';

const LATENCY = 20;
const CONCURRENCY = 20;
/** Of the whole, so that growth can be seen. */
const PARTS = sized([1 / 8, 1 / 4, 1 / 2, 1], [1]);
const CREATES = sized(10_000, 10);
const CARDS = sized(100_000, 100);
const PAYING = sized(10_000, 30);
const options = { concurrency: CONCURRENCY };

/** The same job in two ways. Without items, the nodes run once. */
interface Job {
	name: string;
	size: number;
	api: { latency?: number; cards?: number; paying?: number };
	ours: Measured;
	plain(baseUrl: string): Measured;
	/** For the plain way, one an item. */
	ids?(baseUrl: string): Promise<string[]>;
	oursToo?: boolean;
}

const body = { type: 'virtual', billingAddress: ADDRESS };
const post = {
	method: 'POST',
	sendBody: true,
	specifyBody: 'json',
	jsonBody: JSON.stringify(body),
};
const listOf = (path: string) => (baseUrl: string) => httpRequest(baseUrl, path);

const creates = (size: number): Job => ({
	name: 'Create',
	size,
	api: { latency: LATENCY },
	ours: createCard(options),
	plain: (baseUrl) => httpRequest(baseUrl, '/accounts/{{ $json.id }}/cards', post),
	ids: async () => Array.from({ length: size }, () => randomUUID()),
	oursToo: true,
});
const looks =
	(name: string, operation: string) =>
	(size: number): Job => ({
		name,
		size,
		api: { cards: size },
		ours: ours(operation, { scope: 'programme', options: {} }),
		plain: listOf('/cards'),
	});
const payments = (size: number): Job => ({
	name: 'Audit Payments',
	size,
	api: { latency: LATENCY, paying: size },
	ours: {
		...ours('audit', { scope: 'programme', options }),
		parameters: { resource: 'transaction', operation: 'audit', scope: 'programme', options },
	},
	plain: listOf('/accounts/{{ $json.id }}/transactions'),
	ids: async (baseUrl) => {
		const { data } = await axios.get<Array<{ id: string }>>(`${baseUrl}/accounts`, {
			proxy: false,
		});
		return data.map(({ id }) => id);
	},
});

const JOBS = PARTS.flatMap((part) => [
	creates(CREATES * part),
	looks('Audit', 'audit')(CARDS * part),
	looks('Get Changes', 'getChanges')(CARDS * part),
	payments(PAYING * part),
]).sort((one, other) => one.name.localeCompare(other.name));

const userFolder = scratch();
const log: string[] = [];
const n8n = await startN8n({
	userFolder,
	env: { ...WITHOUT_EDITOR, ...PROFILABLE },
	log: (line) => log.push(line),
});
try {
	const client = await enter(n8n.url);
	const inspector = await inspectorOf(n8n.pid, log);
	const table = [];
	// The first call of either node pays for its code: once more, and only then does it count.
	for (const [at, job] of [JOBS[0], ...JOBS].entries()) {
		const api = await startApi(job.api);
		const data = credentialFor(api.baseUrl, newPrivateKey());
		const named = { name: 'OffBlocks', type: 'offBlocksApi', data };
		const { id } = await client.createCredential(named);
		const ids = (await job.ids?.(api.baseUrl)) ?? ['one'];
		const run = async (node: Measured, items: string[]) =>
			await watched(inspector, async () => await runWithItems(client, id, node, items));
		const mine = await run(job.ours, job.oursToo ? ids : ['one']);
		const plain = await run(job.plain(api.baseUrl), ids);
		await api.child.stop();
		if (at === 0) continue;
		table.push({
			job: job.name,
			size: job.size,
			ms: mine.ms,
			'µs each': Math.round((mine.ms / job.size) * 1000),
			'of the plain time': mine.ms / plain.ms,
			MiB: mine.peakMiB,
			'plain MiB': plain.peakMiB,
			'held ms': mine.blockedMs,
			'plain held ms': plain.blockedMs,
			items: mine.output.length,
			'plain items': plain.output.length,
		});
		for (const [how, { ms, peakMiB, blockedMs, output }] of Object.entries({ mine, plain })) {
			console.log(
				`  ${job.name}, ${job.size}, ${how}: ${ms.toFixed(1)} ms, ${peakMiB} MiB, held for ${blockedMs} ms, ${output.length} items`,
			);
		}
	}
	inspector.close();
	console.table(table);
	keepResults('day', { table });
} finally {
	await n8n.stop();
	rmSync(userFolder, { recursive: true, force: true });
}
