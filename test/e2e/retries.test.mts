// docs/operations.md, "What tries again": whether a write keeps its key, where n8n itself does the trying. The rows about
// tools are tested in toolAnswers.test.mts and agent.test.mts, those of one node in integration/retry and identity.
import { randomUUID } from 'node:crypto';
import { callItself, chain, webhook, type Part } from '../../cluster/chain.mts';
import { eventually } from '../support/eventually.mts';
import { joinLiveTrigger, type LiveTrigger } from '../support/liveTrigger.mts';
import type { WorkflowFile } from '../support/n8n.mts';

interface Call {
	method: string;
	path: string;
	idempotencyKey: string;
}

let live: LiveTrigger;
let credentialId: string;
beforeAll(async () => {
	live = await joinLiveTrigger();
	({ credentialId } = await live.newCredential());
});
afterAll(() => live?.stop());

const card = async () =>
	(await live.sandbox.admin.post<{ id: string }>('/cards', { status: 'active' })).data.id;
const statusOf = async (id: string) => {
	const { data } = await live.sandbox.admin.get<Array<{ id: string; status: string }>>('/cards');
	return data.find((one) => one.id === id)?.status;
};
const keysFor = async (id: string) => {
	const { data } = await live.sandbox.admin.get<Call[]>('/calls');
	return data.filter(({ path }) => path.includes(id)).flatMap((call) => call.idempotencyKey ?? []);
};
/** The answer to the first freezing of this card is lost. */
const loseAnswer = async (id: string) =>
	await live.sandbox.admin.post('/faults', {
		kind: 'reset-after',
		method: 'PATCH',
		path: `/cards/${id}/deactivate`,
	});

const freeze = (options: object = {}, more: object = {}): Part => ({
	name: 'Freeze',
	type: 'n8n-nodes-offblocks.offBlocks',
	parameters: {
		resource: 'card',
		operation: 'deactivate',
		cardId: { __rl: true, mode: 'id', value: '={{ $json.body.cardId }}' },
		options: { maxRetries: 0, ...options },
	},
	...more,
});
const AGAIN = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
const OWN_KEY = { idempotencyKey: '=freeze {{ $json.body.cardId }}' };

/** Publishes a workflow, calls it with a card whose answer is lost, and waits for its first execution. */
async function run(file: (path: string) => WorkflowFile, cardId: string) {
	const path = randomUUID();
	const workflow = await live.client.createWorkflow(file(path));
	await live.client.activate(workflow);
	await loseAnswer(cardId);
	await eventually(async () => {
		const { status } = await fetch(`${live.n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ cardId }),
		});
		expect(status).not.toBe(404);
	});
	const [{ id }] = await live.untilStarted(workflow.id, 1);
	return { workflow, execution: await live.client.finished(id) };
}

const inOne = (parts: (path: string) => Part[]) => (path: string) =>
	chain('Tried again', parts(path), credentialId);

it('Retry On Fail of the node: one key', async () => {
	const id = await card();
	await run(
		inOne((path) => [webhook('Hook', path), freeze({}, AGAIN)]),
		id,
	);
	const [first, second, ...others] = await keysFor(id);
	expect(second).toBe(first);
	expect(others).toEqual([]);
	expect(await statusOf(id)).toBe('inactive');
});

it.each([
	['two keys, and the second one is refused', {}, 2],
	['with a key of its own, one', OWN_KEY, 1],
])('Retry On Fail of Execute Sub-workflow: %s', async (_, options, count) => {
	const id = await card();
	const [caller, called] = callItself();
	const parts = (path: string) => [
		webhook('Hook', path),
		{ ...caller, ...AGAIN },
		called,
		freeze(options),
	];
	await run(inOne(parts), id);
	const keys = await keysFor(id);
	expect(keys).toHaveLength(2);
	expect(new Set(keys).size).toBe(count);
});

describe.each([
	['the original workflow', false],
	['the current workflow', true],
])("n8n's Retry of an execution, with %s", (_, loadWorkflow) => {
	it.each([
		['another key', {}, 2],
		['with a key of its own, the same', OWN_KEY, 1],
	])('%s', async (__, options, count) => {
		const id = await card();
		const { execution } = await run(
			inOne((path) => [webhook('Hook', path), freeze(options)]),
			id,
		);
		expect(execution.status).toBe('error');
		const again = await live.client.retry(execution.id, loadWorkflow);
		await live.client.finished(again);
		const keys = await keysFor(id);
		expect(keys).toHaveLength(2);
		expect(new Set(keys).size).toBe(count);
		expect(await statusOf(id)).toBe('inactive');
	});
});

it('each turn of a loop: a key of its own', async () => {
	const id = await card();
	const loop: Part = {
		name: 'Loop',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		parameters: { options: {} },
	};
	const both: Part = {
		name: 'Twice',
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		parameters: { jsCode: 'return [$input.first(), $input.first()];' },
	};
	const file = (path: string): WorkflowFile => {
		const parts = [
			webhook('Hook', path),
			both,
			loop,
			freeze({}, { onError: 'continueRegularOutput' }),
		];
		const to = (node: string) => [{ node, type: 'main', index: 0 }];
		const connections = {
			Hook: { main: [to('Twice')] },
			Twice: { main: [to('Loop')] },
			Loop: { main: [[], to('Freeze')] },
			Freeze: { main: [to('Loop')] },
		};
		return { ...chain('Loop', parts, credentialId), connections };
	};
	await run(file, id);
	const keys = await keysFor(id);
	expect(keys).toHaveLength(2);
	expect(new Set(keys).size).toBe(2);
});
