// The example workflow of events, set off by the first workflow, as in the demo.
import { randomUUID } from 'node:crypto';
import { chain, webhook } from '../../cluster/chain.mts';
import { readWorkflow } from '../../demo/furnish.mts';
import { SigningClient } from '../support/client.mts';
import { eventually } from '../support/eventually.mts';
import { joinLiveTrigger, type LiveTrigger } from '../support/liveTrigger.mts';
import { outputOf, type Execution, type Workflow } from '../support/n8n.mts';

let live: LiveTrigger;
let events: Workflow;
let credentialId: string;

beforeAll(async () => {
	live = await joinLiveTrigger();
	({ credentialId } = await live.newCredential());
	const { baseUrl } = live.sandbox.info;
	events = await live.client.createWorkflow(
		readWorkflow('card-events.json', baseUrl, credentialId),
	);
	await live.client.activate(events);
	await live.untilSubscribed(1);
});
afterAll(() => live?.stop());

/** The executions of the event workflow, once there are `count`, all over. */
async function runs(count: number): Promise<Execution[]> {
	const started = await live.untilStarted(events.id, count);
	return await Promise.all(started.map(({ id }) => live.client.finished(id)));
}

it('runs once for each change that the first workflow makes', async () => {
	const { baseUrl } = live.sandbox.info;
	const first = await live.client.createWorkflow(
		readWorkflow('first-card.json', baseUrl, credentialId),
	);
	expect((await live.client.runToEnd(first, 'Click to start')).status).toBe('success');
	const executions = await runs(5);
	expect(executions.flatMap(({ data }) => data.resultData.error ?? [])).toEqual([]);
	const said = executions.map((execution) => outputOf(execution, 'Describe event')[0]);
	const statuses = said.map(({ what }) => String(what).split(' ').at(-1)).sort();
	expect(statuses).toEqual(['active', 'active', 'inactive', 'issuing', 'terminated']);
	const last = said.find(({ what }) => String(what).endsWith('terminated'));
	expect(last).toMatchObject({ now: 'terminated', isLatest: true });
});

it('freezes a card after a large payment, once', async () => {
	const before = (await live.untilStarted(events.id, 5)).length;
	const { data: card } = await live.sandbox.admin.post('/cards', { status: 'active' });
	const api = new SigningClient(live.sandbox.info);
	const pay = async (amount: string) =>
		api.post(`/simulator/cards/${card.id}/authorisation`, {
			amount,
			currency: 'EUR',
			capture: false,
		});
	expect((await pay('20.0')).status).toBe(201);
	await runs(before + 1);
	expect((await api.get(`/cards/${card.id}`)).data.status).toBe('active');
	expect((await pay('900.0')).status).toBe(201);
	// The payment, and the card that is frozen because of it.
	const executions = await runs(before + 3);
	const frozen = executions.filter(
		({ data }) => data.resultData.runData['Freeze the card'] !== undefined,
	);
	expect(frozen).toHaveLength(1);
	expect(outputOf(frozen[0], 'Freeze the card')).toMatchObject([{ status: 'inactive' }]);
	expect((await api.get(`/cards/${card.id}`)).data.status).toBe('inactive');
});

it("Remove Repeated Events in n8n's database: the latest count, the oldest are forgotten", async () => {
	const path = randomUUID();
	const parts = [
		webhook('Ids', path),
		{
			name: 'Each',
			type: 'n8n-nodes-base.splitOut',
			parameters: { fieldToSplitOut: 'body', options: { destinationFieldName: 'id' } },
		},
		{
			name: 'Once',
			type: 'n8n-nodes-offblocks.offBlocks',
			alwaysOutputData: true,
			parameters: {
				resource: 'event',
				operation: 'removeRepeated',
				dedupeValue: '={{ $json.id }}',
				historySize: 3,
			},
		},
	];
	const workflow = await live.client.createWorkflow(chain('Once', parts, credentialId));
	await live.client.activate(workflow);
	const send = async (...ids: string[]) =>
		await fetch(`${live.n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(ids),
		});
	await eventually(async () => expect((await send('a')).status).toBe(200));
	const through = async (...ids: string[]) => {
		const items = (await (await send(...ids)).json()) as { id?: string }[];
		return items.flatMap(({ id }) => id ?? []);
	};
	expect(await through('a', 'b', 'b')).toEqual(['b']);
	for (const id of ['c', 'd', 'a', 'e']) expect(await through(id)).toEqual([id]);
	for (const id of ['d', 'a', 'e']) expect(await through(id)).toEqual([]);
	const many = Array.from({ length: 20 }, (_, at) => `event ${at}`);
	expect(await through(...many)).toEqual(many);
	expect(await through(...many, 'new')).toEqual(['new']);
	// Each in an execution of its own, all at once.
	const wide = Array.from({ length: 3 }, (_, at) => `wide ${at}`);
	expect((await Promise.all(wide.map((id) => through(id)))).flat().sort()).toEqual(wide);
	expect(await through(...wide)).toEqual([]);
});
