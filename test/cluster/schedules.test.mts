// Audits and comparisons that two schedules start at the same time, on two workers.
import { setTimeout as sleep } from 'node:timers/promises';
import { callItself, chain, type Part } from '../../cluster/chain.mts';
import { type Cluster, startCluster } from '../../cluster/cluster.mts';
import { sandboxCredential } from '../../demo/furnish.mts';
import type { Workflow } from '../../tools/n8n-types.mts';
import { eventually } from '../support/eventually.mts';
import { type Sink, startSink } from '../support/sink.mts';

jest.setTimeout(900_000);

const EVERY_SECONDS = 5;
const CHANGES = 12;

let cluster: Cluster;
let sink: Sink;
let credentialId: string;
beforeAll(async () => {
	cluster = await startCluster();
	sink = await startSink();
	({ id: credentialId } = await cluster.client.createCredential(
		sandboxCredential(cluster.sandbox.info),
	));
	await cluster.sandbox.admin.post('/seed', { cards: 300 });
});
afterAll(async () => {
	await sink?.close();
	await cluster?.stop();
});

const schedule = (name: string): Part => ({
	name,
	type: 'n8n-nodes-base.scheduleTrigger',
	typeVersion: 1.2,
	parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: EVERY_SECONDS }] } },
});
const card = (name: string, operation: string, parameters: object = {}): Part => ({
	name,
	type: 'n8n-nodes-offblocks.offBlocks',
	parameters: { resource: 'card', operation, ...parameters },
});
const tell = (path: string): Part => ({
	name: 'Tell',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'POST',
		url: `${sink.url}/${path}`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '={{ JSON.stringify($json) }}',
		options: {},
	},
});

/** Nodes one behind the other, begun by two schedules that go off together. */
async function publish(name: string, parts: Part[]): Promise<Workflow> {
	const file = chain(name, [schedule('One'), ...parts], credentialId);
	const [one] = file.nodes;
	const other = {
		...one,
		id: crypto.randomUUID(),
		name: 'Other',
		position: [0, 200] as [number, number],
	};
	const connections = { ...file.connections, Other: file.connections[one.name] };
	const workflow = await cluster.client.createWorkflow({
		...file,
		nodes: [...file.nodes, other],
		connections,
	});
	await cluster.client.activate(workflow);
	return workflow;
}

/** A workflow's executions so far, but for those that it called itself, with the times between which they ran. */
const executionsOf = (workflow: Workflow) =>
	cluster.database.query<{ id: string; status: string; from: Date; to: Date | null }>(
		'SELECT id::text, status, "startedAt" AS "from", "stoppedAt" AS "to" FROM execution_entity WHERE "workflowId" = $1 AND mode = \'trigger\' ORDER BY id',
		[workflow.id],
	);

const told = <Body,>(path: string) =>
	sink
		.take()
		.filter((sent) => sent.path === `/${path}`)
		.map(({ text }) => JSON.parse(text) as Body);

it('audits: each execution finds the same, by the same ids', async () => {
	const workflow = await publish('Audit', [
		card('Audit', 'audit', { outputs: 'items' }),
		{
			name: 'All',
			type: 'n8n-nodes-base.aggregate',
			parameters: { aggregate: 'aggregateAllItemData', options: {} },
		},
		tell('audit'),
	]);
	await eventually(async () => {
		const done = (await executionsOf(workflow)).filter(({ status }) => status === 'success');
		expect(done.length).toBeGreaterThanOrEqual(6);
	}, 240_000);
	await cluster.client.deactivate(workflow.id);
	const executions = await executionsOf(workflow);
	expect(
		executions.filter(({ status }) => !['success', 'running', 'new'].includes(status)),
	).toEqual([]);
	const audits = told<{ data: { id: string }[] }>('audit').map(({ data }) =>
		data
			.map(({ id }) => id)
			.sort()
			.join(),
	);
	expect(audits.length).toBeGreaterThanOrEqual(6);
	expect(audits[0]).not.toBe('');
	expect([...new Set(audits)]).toHaveLength(1);
});

it('comparisons: no change is lost, though two executions share one memory', async () => {
	const workflow = await publish('Changes', [
		// docs/cluster.md says why.
		...callItself(),
		card('Changes', 'getChanges', { outputs: 'items' }),
		tell('changes'),
		card('Seen', 'confirmChanges'),
	]);
	// The first look takes stock.
	await eventually(async () => {
		const done = (await executionsOf(workflow)).filter(({ status }) => status === 'success');
		expect(done.length).toBeGreaterThanOrEqual(2);
	}, 240_000);
	const { data: cards } =
		await cluster.sandbox.admin.get<{ id: string; status: string }[]>('/cards');
	const some = cards.filter(({ status }) => status === 'active').slice(0, CHANGES);
	for (const one of some) {
		await cluster.sandbox.admin.post(`/cards/${one.id}/suspend`);
		await sleep(1_500);
	}
	const seen = new Map<string, number>();
	await eventually(async () => {
		for (const { cardId } of told<{ cardId: string }>('changes'))
			seen.set(cardId, (seen.get(cardId) ?? 0) + 1);
		expect([...seen.keys()].sort()).toEqual(some.map(({ id }) => id).sort());
	}, 240_000);
	// What was confirmed by whoever ended last stays confirmed.
	await eventually(async () => {
		await sleep(2.5 * EVERY_SECONDS * 1_000);
		expect(told('changes')).toEqual([]);
	}, 120_000);
	await cluster.client.deactivate(workflow.id);
	const again = [...seen.values()].map((times) => times - 1);
	console.log(`${CHANGES} changes, told so often more than once: ${again.join(' ')}`);
	const executions = await executionsOf(workflow);
	const overlap = ({ to }: { to: Date | null }, index: number) =>
		to !== null && executions[index + 1]?.from < to;
	expect(executions.some(overlap)).toBe(true);
});

it('comparisons in no sub-workflow: each fails but the first', async () => {
	const workflow = await publish('Changes in vain', [
		card('Changes', 'getChanges', { outputs: 'summary' }),
	]);
	const failed = async () =>
		(await executionsOf(workflow)).filter(({ status }) => status === 'error');
	await eventually(async () => expect((await failed()).length).toBeGreaterThan(3), 240_000);
	await cluster.client.deactivate(workflow.id);
	const [{ id }] = await failed();
	const [{ data }] = await cluster.database.query<{ data: string }>(
		'SELECT data FROM execution_data WHERE "executionId" = $1::int',
		[id],
	);
	expect(data).toContain('Cannot compare: n8n did not give this node its saved state');
	// Of two that began together neither may have found the other's note yet.
	const good = (await executionsOf(workflow)).filter(({ status }) => status === 'success');
	expect(good.length).toBeGreaterThan(0);
	expect(good.length).toBeLessThan(3);
});
