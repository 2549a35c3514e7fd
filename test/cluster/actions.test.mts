// Actions of many executions at once, over two workers.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runWithItems, type Measured } from '../../bench/support/bigWorkflow.mts';
import { startCluster, type Cluster } from '../../cluster/cluster.mts';
import { sandboxCredential } from '../../demo/furnish.mts';
import { ADDRESS, byId } from '../support/offblocks.mts';

jest.setTimeout(900_000);

let cluster: Cluster;
let credentialId: string;
beforeAll(async () => {
	cluster = await startCluster();
	({ id: credentialId } = await cluster.client.createCredential(
		sandboxCredential(cluster.sandbox.info),
	));
});
afterAll(() => cluster?.stop());

const get = (options: object): Measured => ({
	type: 'n8n-nodes-offblocks.offBlocks',
	typeVersion: 1,
	parameters: {
		resource: 'card',
		operation: 'get',
		cardId: byId('={{ $json.id }}'),
		options,
	},
});

/** Cards of the sandbox, so many. */
async function cards(count: number): Promise<string[]> {
	await cluster.sandbox.admin.post('/seed', { cards: count });
	const { data } = await cluster.sandbox.admin.get<{ id: string }[]>('/cards');
	return data.slice(0, count).map(({ id }) => id);
}

/** Lines of the sandbox's log from a call on: time (ms of the day), method, path, status. */
function calls(from: number) {
	const lines = readFileSync(join(cluster.folder, 'sandbox.log'), 'utf8').slice(from);
	const call = /^(\d\d):(\d\d):(\d\d)\.(\d{3}) (\w+) +(\S+) (\d+)/gm;
	return [...lines.matchAll(call)].map(([, h, m, s, ms, method, path, status]) => ({
		at: ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1_000 + Number(ms),
		method,
		path,
		status,
	}));
}
const logged = () => readFileSync(join(cluster.folder, 'sandbox.log'), 'utf8').length;

/** Which workers ran something since they were started. */
const workersThatRan = () =>
	cluster.workers.filter(({ name }) =>
		/Worker started execution/.test(readFileSync(join(cluster.folder, `${name}.log`), 'utf8')),
	);

it('ten executions that find the same token expired: a log-in a worker, and no item fails', async () => {
	const ids = await cards(20);
	const run = async () =>
		await runWithItems(cluster.client, credentialId, get({ concurrency: 10 }), ids);
	await Promise.all(Array.from({ length: 4 }, run));
	expect(workersThatRan()).toHaveLength(2);
	await cluster.sandbox.admin.post('/tokens/expire');
	const from = logged();
	const runs = await Promise.all(Array.from({ length: 10 }, run));
	for (const { output } of runs) expect(output.map(({ id }) => id)).toEqual(ids);
	const since = calls(from);
	expect(since.filter(({ status }) => status === '401').length).toBeGreaterThan(0);
	const logins = since.filter(({ path }) => path === '/v1/auth/token');
	expect(logins.length).toBeGreaterThanOrEqual(1);
	expect(logins.length).toBeLessThanOrEqual(cluster.workers.length);
});

it('10,000 items in ten executions: the cap on the rate is an execution’s, and the executions add up', async () => {
	const rate = 40;
	const ids = await cards(10_000);
	const parts = Array.from({ length: 10 }, (_, part) =>
		ids.slice(part * 1_000, part * 1_000 + 1_000),
	);
	const from = logged();
	const runs = await Promise.all(
		parts.map((part) =>
			runWithItems(cluster.client, credentialId, get({ requestsPerSecond: rate }), part),
		),
	);
	runs.forEach(({ output }, part) => expect(output.map(({ id }) => id)).toEqual(parts[part]));
	const since = calls(from).filter(({ path }) => path.startsWith('/v1/cards/'));
	const rates = parts.map((part) => {
		const own = new Set(part.map((id) => `/v1/cards/${id}`));
		return rateOf(since.filter(({ path }) => own.has(path)).map(({ at }) => at));
	});
	for (const own of rates) expect(own).toBeLessThanOrEqual(rate * 1.05);
	// Each keeps to its own cap and knows nothing of the others.
	const all = rateOf(since.map(({ at }) => at));
	console.log(
		`cap ${rate}/s; each ${rates.map((one) => one.toFixed(1)).join(' ')}; all ${all.toFixed(1)}/s`,
	);
	expect(all).toBeGreaterThan(rate);
});

/** Calls a second from the first to the last, given their times in ms. */
function rateOf(times: number[]): number {
	const [first, last] = [Math.min(...times), Math.max(...times)];
	return (times.length - 1) / ((last - first) / 1_000);
}

it('a write that two executions send with one key is carried out once', async () => {
	const account = randomUUID();
	await cluster.sandbox.admin.post('/accounts', { id: account, status: 'active' });
	const create: Measured = {
		type: 'n8n-nodes-offblocks.offBlocks',
		typeVersion: 1,
		parameters: {
			resource: 'card',
			operation: 'create',
			accountId: byId('={{ $json.id }}'),
			type: 'virtual',
			billingAddress: ADDRESS,
			options: { idempotencyKey: '=order of {{ $json.id }}' },
		},
	};
	const runs = await Promise.all(
		Array.from({ length: 6 }, () => runWithItems(cluster.client, credentialId, create, [account])),
	);
	const { data } = await cluster.sandbox.admin.get('/cards', { params: { accountId: account } });
	expect(data).toHaveLength(1);
	for (const { output } of runs) expect(output).toMatchObject([{ id: data[0].id }]);
});
