// One subscription for an active workflow, none for an inactive one, whatever happens to n8n in between.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readWorkflow } from '../../demo/furnish.mts';
import { startLiveTrigger, TRIGGER, type OwnTrigger } from '../support/liveTrigger.mts';
import { outputOf, type Workflow } from '../support/n8n.mts';
import { itInTurn, volume } from '../support/volume.mts';

let live: OwnTrigger;
let workflow: Workflow;

beforeAll(async () => {
	live = await startLiveTrigger();
	workflow = await live.newWorkflow();
});
afterAll(() => live?.stop());

const publish = async () => live.client.activate(await live.client.workflow(workflow.id));
const unpublish = () => live.client.deactivate(workflow.id);
const save = (events: string[]) =>
	live.client.updateWorkflow(workflow.id, {
		nodes: workflow.nodes.map((node) => ({ ...node, parameters: { events, options: {} } })),
		connections: {},
	});

/** An event of the sandbox reaches the workflow. */
async function expectEvents(): Promise<void> {
	const before = live.executionsOf(workflow.id).length;
	const eventId = await live.emit();
	const after = await live.untilStarted(workflow.id, before + 1);
	expect(after.at(-1)?.eventId).toBe(eventId);
}

it('published and unpublished again and again', async () => {
	for (let round = 1; round <= volume(3, 10); round += 1) {
		await publish();
		await live.untilSubscribed(1);
		await unpublish();
		await live.untilSubscribed(0);
	}
	await publish();
	await live.untilSubscribed(1);
	await expectEvents();
});

it('saved and published with other event types', async () => {
	await save(['card.updated', 'account.updated']);
	await publish();
	await live.untilSubscribedTo(['account.updated', 'card.updated']);
	await save(['card.updated']);
	await publish();
	await live.untilSubscribedTo(['card.updated']);
});

it('imported again, the first one unpublished', async () => {
	const exported = await live.client.workflow(workflow.id);
	await unpublish();
	// n8n says that it is done before it has let go of the webhook's path.
	await live.untilSubscribed(0);
	const { name, nodes, connections, settings } = exported;
	workflow = await live.client.createWorkflow({ name, nodes, connections, settings });
	await publish();
	await live.untilSubscribed(1);
	await expectEvents();
});

async function restarted(signal: NodeJS.Signals): Promise<void> {
	const [before] = await live.untilSubscribed(1);
	await live.restart(signal);
	expect(await live.untilSubscribed(1)).toEqual([before]);
	await expectEvents();
}
itInTurn('restarted after SIGTERM')('restarted after SIGTERM', () => restarted('SIGTERM'));
itInTurn('restarted after SIGKILL')('restarted after SIGKILL', () => restarted('SIGKILL'));

itInTurn('killed while it publishes')('killed while it publishes and unpublishes', async () => {
	for (const [step, delay] of [
		[unpublish, 60],
		[publish, 250],
	] as const) {
		await step().catch(() => undefined);
		await sleep(delay);
		await live.restart('SIGKILL');
	}
	// Back where it was: what was under way at the kill is through by then.
	await sleep(5_000);
	await unpublish();
	await live.untilSubscribed(0);
	await publish();
	await live.untilSubscribed(1);
	await expectEvents();
});

describe('Listen for test event', () => {
	const listen = async () => live.client.run(await live.client.workflow(workflow.id), TRIGGER);

	it('takes one event and leaves nothing behind', async () => {
		const [production] = await live.untilSubscribed(1);
		await listen();
		await live.untilSubscribed(2);
		await expectEvents();
		expect(await live.untilSubscribed(1)).toEqual([production]);
	});

	const itKilled = itInTurn('killed while it listens');
	itKilled('leaves nothing behind when n8n is killed, once a trigger comes or goes', async () => {
		await listen();
		await live.untilSubscribed(2);
		await live.restart('SIGKILL');
		await unpublish();
		await live.untilSubscribed(0);
	});
});

const itRestarted = itInTurn('restarted between two deliveries');
itRestarted('card-events.json lets no event through twice, though n8n was restarted', async () => {
	await unpublish();
	await live.untilSubscribed(0);
	const { credentialId } = await live.newCredential();
	const { baseUrl } = live.sandbox.info;
	const file = readWorkflow('card-events.json', baseUrl, credentialId);
	const events = await live.client.createWorkflow(file);
	await live.client.activate(events);
	const [{ callbackUrl }] = await live.untilSubscribed(1);
	const { data: card } = await live.sandbox.admin.post('/cards', { status: 'active' });
	const event = { ...card, webhookType: 'card.updated', eventId: randomUUID() };
	const deliver = async () => {
		const response = await fetch(callbackUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(event),
		});
		expect(response.status).toBe(200);
	};
	const runs = async (count: number) => {
		const started = await live.untilStarted(events.id, count);
		return await Promise.all(started.map(({ id }) => live.client.finished(id)));
	};
	await deliver();
	await runs(1);
	await live.restart('SIGTERM');
	await deliver();
	const said = (await runs(2)).filter(({ data }) => data.resultData.runData['Describe event']);
	expect(said).toHaveLength(1);
	expect(outputOf(said[0], 'Describe event')).toHaveLength(1);
});
