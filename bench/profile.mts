// Where the time of n8n's thread goes: for a Get, and for an event at the trigger. Shares of the busy time, by whose
// code ran. Signatures are made and checked on the thread pool, beside the thread; they are told apart.
import { randomUUID } from 'node:crypto';
import { DELIVERY } from '../test/support/deliveryContext.mts';
import { type OwnTrigger, startLiveTrigger } from '../test/support/liveTrigger.mts';
import { sendAll } from '../test/support/sender.mts';
import { usageOf } from '../cluster/watch/usage.mts';
import { keepResults } from './results.mts';
import { runWithItems } from './support/bigWorkflow.mts';
import { credentialFor, newPrivateKey } from './support/keys.mts';
import { getCard } from './support/measuredNodes.mts';
import { PROFILABLE, profiled, type Shares } from './support/profiler.mts';
import { sized } from './support/size.mts';
import { startApi } from './support/startApi.mts';

const UNITS = sized(1_000, 10);
const LATENCY = 50;
const SHOWN = 12;

interface Row {
	/** Milliseconds of the thread for one request or event, by whose code. */
	thread: Record<string, number>;
	/** Milliseconds of a core for one, beside the thread: signatures, compiling, collecting garbage. */
	beside: number;
}

/** One round warms up, the next is profiled. */
async function profile({ n8n, log }: OwnTrigger, work: () => Promise<unknown>): Promise<Row> {
	await work();
	const before = usageOf(n8n.pid).cpuSeconds;
	const shares: Shares = await profiled(n8n.pid, log, work);
	const whole = (usageOf(n8n.pid).cpuSeconds - before) * 1_000;
	shares.delete('(idle)');
	const busy = [...shares.values()].reduce((sum, ms) => sum + ms, 0);
	const sorted = [...shares].sort(([, a], [, b]) => b - a);
	const thread = Object.fromEntries(sorted.map(([name, ms]) => [name, ms / UNITS]));
	return { thread, beside: Math.max(0, whole - busy) / UNITS };
}

function show(what: string, { thread, beside }: Row): void {
	const busy = Object.values(thread).reduce((sum, ms) => sum + ms, 0);
	console.log(`${what}: ${busy.toFixed(2)} ms of n8n's thread, ${beside.toFixed(2)} ms beside it`);
	for (const [name, ms] of Object.entries(thread).slice(0, SHOWN)) {
		console.log(`  ${((ms / busy) * 100).toFixed(1).padStart(5)} %  ${ms.toFixed(3)} ms  ${name}`);
	}
}

/** What n8n needs for an event, its isolate for expressions made only where an expression is there. */
const LAZY = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

interface Measure {
	name: string;
	what: string;
	row(live: OwnTrigger): Promise<Row>;
}

/** Starts an n8n for some rows. */
async function withN8n(env: NodeJS.ProcessEnv, measures: Measure[]): Promise<Record<string, Row>> {
	const live = await startLiveTrigger({ ...PROFILABLE, ...env });
	const rows: Record<string, Row> = {};
	try {
		for (const { name, what, row } of measures) show(what, (rows[name] = await row(live)));
	} finally {
		await live.stop();
	}
	return rows;
}

const ids = Array.from({ length: UNITS }, () => randomUUID());

async function get(live: OwnTrigger): Promise<Row> {
	const api = await startApi({ latency: LATENCY });
	try {
		const data = credentialFor(api.baseUrl, newPrivateKey());
		const { id } = await live.client.createCredential({
			name: 'OffBlocks',
			type: 'offBlocksApi',
			data,
		});
		const node = getCard({ concurrency: 20 });
		return await profile(live, () => runWithItems(live.client, id, node, ids));
	} finally {
		await api.child.stop();
	}
}

async function event(live: OwnTrigger): Promise<Row> {
	const workflow = await live.newWorkflow({ confirmWithApi: false });
	await live.client.activate(workflow);
	const [{ callbackUrl }] = await live.untilSubscribed(1);
	let started = 0;
	return await profile(live, async () => {
		const bodies = ids.map(() => ({ ...DELIVERY, eventId: randomUUID() }));
		await sendAll(callbackUrl, bodies);
		await live.untilStarted(workflow.id, (started += UNITS));
	});
}

const aGet = { name: 'get', what: 'A Get, 20 at a time', row: get };
const anEvent = {
	name: 'event',
	what: 'An event, Confirm with API off, and its execution',
	row: event,
};
const aLazyEvent = {
	name: 'lazyEvent',
	what: 'The same, N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true',
	row: event,
};
// Each in a fresh n8n; a tiny round has one for all.
const rows = sized(
	[() => withN8n({}, [aGet]), () => withN8n({}, [anEvent]), () => withN8n(LAZY, [aLazyEvent])],
	[() => withN8n(LAZY, [aGet, anEvent])],
);
const found = {};
for (const measure of rows) Object.assign(found, await measure());
keepResults('profile', found);
