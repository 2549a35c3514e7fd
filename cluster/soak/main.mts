// npm run soak -- --minutes N: a steady mixed load on the cluster while the API fails, and what grew meanwhile.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { stopAll } from '../../tools/child.mts';
import { sandboxCredential } from '../../demo/furnish.mts';
import { elapsed, say } from '../../tools/setup/progress.mjs';
import { type Cluster, startCluster } from '../cluster.mts';
import { type Sample, takeSample } from '../watch/sample.mts';
import { makeTrouble, troublesMet } from './faults.mts';
import { load, plantScene } from './load.mts';
import { drain, outcomeOf } from './outcome.mts';
import { checkList, trendTable } from './report.mts';
import { checksOf, trendsOf } from './verdict.mts';
import { makeWorkflows } from './workflows.mts';

const HELP = `npm run soak [-- OPTIONS]: n8n in queue mode under a steady load while the API fails now and then.

  --minutes N     how long the load lasts (default 30)
  --report FILE   all samples and results, as JSON
  --own-servers   PostgreSQL and Redis of its own, though this machine has some
  --help          this text`;

const { values: options } = parseArgs({
	options: {
		minutes: { type: 'string', default: '30' },
		report: { type: 'string' },
		'own-servers': { type: 'boolean', default: false },
		help: { type: 'boolean', short: 'h', default: false },
	},
});
const minutes = Number(options.minutes);
const SAMPLES = 120;
/** Caches and pools fill, code is compiled. */
const WARM_UP = 1 / 3;
/** Seconds, but where the machine is busy with other things. */
const DRAIN_WITHIN_MS = 300_000;
const REST_MS = 5_000;

async function main(): Promise<boolean> {
	if (!(minutes > 0)) throw new Error(`--minutes takes a number above 0, not "${options.minutes}"`);
	const start = Date.now();
	const cluster = await startCluster({
		ownServers: options['own-servers'],
		sandboxFlags: ['--speed', '4', '--cards', '500'],
		// Executions are counted at the end.
		env: { EXECUTIONS_DATA_PRUNE: 'false' },
		onStep: (what) => say(`Starting ${what} …`),
	});
	try {
		say(`Started in ${elapsed(start)}. Load for ${minutes} minutes.`);
		return await soak(cluster);
	} finally {
		await cluster.stop();
		say(`All in all ${elapsed(start)}`);
	}
}

async function soak(cluster: Cluster): Promise<boolean> {
	const { client, sandbox } = cluster;
	const { id: credentialId } = await client.createCredential(sandboxCredential(sandbox.info));
	const accountId = randomUUID();
	const scene = await plantScene(cluster, accountId);
	const workflows = await makeWorkflows(client, credentialId, accountId);
	await untilPublished(cluster, Object.values(workflows.paths));
	await makeTrouble(sandbox.admin);

	const began = Date.now();
	const until = began + minutes * 60_000;
	const samples: Sample[] = [];
	const sampling = sampleUntil(cluster, until, samples);
	const done = await load(cluster, workflows, scene, until);
	await sampling;
	for (const name of ['audit', 'changes'] as const) await client.deactivate(workflows[name].id);
	const drained = await drain(cluster, DRAIN_WITHIN_MS);
	await sleep(REST_MS);
	const atRest = await takeSample(cluster);

	const warm = samples.filter(({ at }) => at >= began + minutes * 60_000 * WARM_UP);
	const trends = trendsOf(warm, atRest);
	const outcome = await outcomeOf(cluster, workflows.events.id, done, drained);
	const checks = checksOf({ trends, done, outcome, lines: logLines(cluster.folder), minutes });
	const troubles = await troublesMet(sandbox.admin);
	console.log(`\n${trendTable(trends)}\n`);
	console.log(`${outcome.counts.calls} API calls, ${troubles} of them met trouble\n`);
	console.log(checkList(checks));
	if (options.report) {
		const report = { minutes, checks, trends, outcome, troubles, batches: done.batches, samples };
		writeFileSync(options.report, `${JSON.stringify(report, null, '\t')}\n`);
	}
	return checks.every(({ good }) => good);
}

/** n8n publishes in the background: until then a trigger has no subscription, and a webhook is a 404. */
async function untilPublished({ sandbox, database }: Cluster, paths: string[]): Promise<void> {
	const registered = 'SELECT count(*)::int AS n FROM webhook_entity WHERE "webhookPath" = ANY($1)';
	for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
		const { data } = await sandbox.admin.post('/webhooks/emit', { type: 'card.updated' });
		const [{ n }] = await database.query<{ n: number }>(registered, [paths]);
		if (data.subscriptions > 0 && n === paths.length) return;
	}
	throw new Error('n8n did not publish the workflows within a minute');
}

async function sampleUntil(cluster: Cluster, until: number, samples: Sample[]): Promise<void> {
	const every = Math.max(1_000, (minutes * 60_000) / SAMPLES);
	while (Date.now() < until) {
		samples.push(await takeSample(cluster));
		await sleep(every);
	}
}

function* logLines(folder: string): Generator<string> {
	for (const file of readdirSync(folder).filter((name) => name.endsWith('.log'))) {
		for (const line of readFileSync(join(folder, file), 'utf8').split('\n'))
			yield `${file}: ${line}`;
	}
}

if (options.help) say(HELP);
else {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		// What runs breaks off for want of a cluster, and the cluster is taken down on the way out.
		process.once(signal, () => void stopAll());
	}
	main().then(
		(good) => process.exit(good ? 0 : 1),
		(error: Error) => {
			say(`\n${error.message}`);
			process.exit(2);
		},
	);
}
