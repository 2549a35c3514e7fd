import axios, { type AxiosError } from 'axios';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, startCluster } from '../../cluster/cluster.mts';
import { isAlive } from '../../tools/child.mts';
import { furnish } from '../../demo/furnish.mts';
import type { DemoState } from '../../demo/state.mts';
import { outputOf } from '../support/n8n.mts';

jest.setTimeout(900_000);

let cluster: Cluster;
const state: DemoState = { password: '', workflows: {} };

beforeAll(async () => {
	cluster = await startCluster();
	await furnish(cluster.client, cluster.sandbox.info, state);
});
afterAll(() => cluster?.stop());

/** What a process has printed since it was first started. */
const printed = (name: string) => readFileSync(join(cluster.folder, `${name}.log`), 'utf8');

/** The worker that says it ran this execution. */
const workerOf = (executionId: string) =>
	cluster.workers.find(({ name }) =>
		new RegExp(`started execution ${executionId} \\(`).test(printed(name)),
	);

async function until<Result>(ask: () => Promise<Result | undefined>): Promise<Result> {
	for (const deadline = Date.now() + 300_000; Date.now() < deadline; await sleep(300)) {
		const answer = await ask();
		if (answer !== undefined) return answer;
	}
	throw new Error('What was waited for did not come');
}

it('has every process ready, and behind the balancer', async () => {
	const { main, workers, webhooks } = cluster;
	const ready = await Promise.all([main, ...workers, ...webhooks].map((one) => one.isReady()));
	expect(ready).toEqual([true, true, true, true, true]);
	const targets = await cluster.balancer.targets();
	expect(targets.map(({ name, up }) => [name, up])).toEqual([
		['main', true],
		['webhook-1', true],
		['webhook-2', true],
	]);
});

it('runs the card workflow on a worker', async () => {
	const workflow = await cluster.client.workflow(state.workflows['first-card.json']);
	const id = await cluster.client.run(workflow, workflow.nodes[0].name);
	const execution = await cluster.client.finished(id, 240_000);
	expect(execution.status).toBe('success');
	expect(outputOf(execution, 'Terminate')[0]).toMatchObject({ deleted: true });
	expect(workerOf(id)?.role).toBe('worker');
});

const executionsOf = (workflowId: string) =>
	cluster.database.query<{ id: string; status: string }>(
		'SELECT id::text, status FROM execution_entity WHERE "workflowId" = $1 ORDER BY id',
		[workflowId],
	);

it('takes an event through the balancer and a webhook processor to an execution on a worker', async () => {
	const workflowId = state.workflows['card-events.json'];
	const before = new Set((await executionsOf(workflowId)).map(({ id }) => id));
	const answered = async () =>
		(await cluster.balancer.targets())
			.filter(({ name }) => name.startsWith('webhook'))
			.reduce((sum, { answers }) => sum + answers['2xx'], 0);
	const answersBefore = await answered();
	const { data } = await cluster.sandbox.admin.post('/webhooks/emit', { type: 'card.updated' });
	expect(data.subscriptions).toBeGreaterThan(0);
	const id = await until(async () => {
		const started = (await executionsOf(workflowId)).filter((one) => !before.has(one.id));
		return started.find(({ status }) => status === 'success')?.id;
	});
	expect(await answered()).toBeGreaterThan(answersBefore);
	expect(workerOf(id)?.role).toBe('worker');
});

it('gives nothing to a webhook processor that is still starting', async () => {
	const [steady, restarted] = cluster.webhooks;
	const path = '/webhook/no-such-path/webhook';
	const ask = async (url: string) =>
		await axios
			.post<unknown>(`${url}${path}`, '{}', { proxy: false, validateStatus: () => true })
			.then(({ status, data }) => `${status} ${JSON.stringify(data)}`);
	const normal = await ask(steady.url);
	await restarted.kill('SIGKILL');
	const restart = restarted.restart().then(() => true);
	const direct = new Set<string>();
	const balanced = new Set<string>();
	for (let over = false; !over;) {
		direct.add(await ask(restarted.url).catch(({ code }: AxiosError) => String(code)));
		balanced.add(await ask(cluster.url));
		over = await Promise.race([restart, sleep(20, false)]);
	}
	// What the balancer has to keep away: answers by an n8n that has not looked at the request.
	expect(
		[...direct].filter((answer) => /^(200|404)/.test(answer) && answer !== normal),
	).not.toEqual([]);
	expect([...balanced]).toEqual([normal]);
	await until(async () => ((await cluster.balancer.targets())[2].up ? true : undefined));
});

it('leaves no process, no database, no key and no file behind', async () => {
	const { servers, database, queue, folder } = cluster;
	const pids = servers.map(({ pid }) => pid);
	expect(pids.filter(isAlive)).toEqual(pids);
	await cluster.stop();
	expect(pids.filter(isAlive)).toEqual([]);
	expect(await queue.keys()).toEqual([]);
	await expect(database.query('SELECT 1')).rejects.toThrow(
		`database "${database.name}" does not exist`,
	);
	expect(existsSync(folder)).toBe(false);
});
