// The example workflows about payments, in a real n8n with the simulator making the payments.
import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { SigningClient } from '../support/client.mts';
import { errorOf, ExampleWorkflows, ran, until } from '../support/exampleWorkflows.mts';
import { joinLiveTrigger, type LiveTrigger } from '../support/liveTrigger.mts';
import { outputOf } from '../support/n8n.mts';
import { startSink, type Sink } from '../support/sink.mts';

let live: LiveTrigger;
let sink: Sink;
let examples: ExampleWorkflows;
let api: SigningClient;

beforeAll(async () => {
	[live, sink] = await Promise.all([joinLiveTrigger(), startSink()]);
	const { credentialId } = await live.newCredential();
	examples = new ExampleWorkflows(live, sink, credentialId);
	api = new SigningClient(live.sandbox.info);
});
afterAll(async () => {
	await Promise.all([live?.stop(), sink?.close()]);
});

/** An active card of an account of its own. */
async function newCard(): Promise<IDataObject> {
	const { data: account } = await live.sandbox.admin.post('/accounts', { holder: 'Ada Palmer' });
	return (await live.sandbox.admin.post('/cards', { accountId: account.id })).data;
}

async function pay(cardId: unknown, amount: string, capture = true): Promise<string> {
	const body = { amount, currency: 'EUR', capture };
	const { status, data } = await api.post(`/simulator/cards/${cardId}/authorisation`, body);
	expect(status).toBe(201);
	if (capture) {
		await until(async () => {
			const { data: made } = await api.get(`/cards/${cardId}/transactions`);
			return (made as IDataObject[]).some(({ authorisationId }) => authorisationId === data.id);
		});
	}
	return data.id as string;
}

const statusOf = async (cardId: unknown) => (await api.get(`/cards/${cardId}`)).data.status;
const act = async (cardId: unknown, action: string) =>
	expect((await api.patch(`/cards/${cardId}/${action}`)).status).toBe(200);
const bodies = () => sink.take().map(({ text, path }) => ({ path, ...JSON.parse(text) }));

describe('monthly-limit', () => {
	const LIMITS = 'OffBlocks card limits';
	const LOG = 'OffBlocks frozen cards';

	/** Changes rows of n8n's data tables, as a person would in the editor. */
	async function inTable(table: string, operation: string, more: object): Promise<IDataObject[]> {
		const dataTableId = { __rl: true, mode: 'name', value: table };
		const nodes = [
			{
				id: randomUUID(),
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0] as [number, number],
				parameters: {},
			},
			{
				id: randomUUID(),
				name: 'Table',
				type: 'n8n-nodes-base.dataTable',
				typeVersion: 1.1,
				position: [200, 0] as [number, number],
				parameters: { resource: 'row', operation, dataTableId, ...more },
			},
		];
		const connections = { Start: { main: [[{ node: 'Table', type: 'main', index: 0 }]] } };
		const workflow = await live.client.createWorkflow({
			name: `Table ${operation}`,
			nodes,
			connections,
			settings: {},
		} as never);
		const execution = await live.client.runToEnd(workflow, 'Start');
		expect(errorOf(execution)).toBeUndefined();
		return outputOf(execution, 'Table') as IDataObject[];
	}

	const columns = (value: Record<string, string>) => ({
		columns: {
			mappingMode: 'defineBelow',
			value,
			matchingColumns: [],
			schema: Object.keys(value).map((id) => ({
				id,
				displayName: id,
				required: false,
				defaultMatch: false,
				display: true,
				type: 'string',
			})),
		},
	});
	const limit = async (card: unknown, amount: string) =>
		await inTable(
			LIMITS,
			'insert',
			columns({ card: String(card), currency: 'EUR', amount, email: 'ada@example.com' }),
		);
	const log = async () => await inTable(LOG, 'get', { returnAll: true });
	/** What was frozen was frozen long ago, and what was spent since is below the limit. */
	async function nextMonth(): Promise<void> {
		await inTable(LOG, 'update', {
			matchType: 'allConditions',
			filters: { conditions: [{ keyName: 'state', condition: 'eq', keyValue: 'frozen' }] },
			...columns({ month: '2020-01' }),
		});
		await inTable(LIMITS, 'update', {
			matchType: 'allConditions',
			filters: { conditions: [{ keyName: 'currency', condition: 'eq', keyValue: 'EUR' }] },
			...columns({ amount: '5000' }),
		});
	}
	const stateOf = async (card: unknown) => (await log()).find((row) => row.card === card)?.state;

	it('freezes a card above its limit once, and unfreezes it in the new month unless a person was there', async () => {
		const { go } = await examples.publish('monthly-limit.json');
		// The first run makes the tables.
		expect(errorOf(await go())).toBeUndefined();
		const [over, at, persons, changed] = [
			await newCard(),
			await newCard(),
			await newCard(),
			await newCard(),
		];
		for (const card of [over, at, persons, changed]) await limit(card.id, '100');
		await pay(over.id, '60');
		await pay(over.id, '40.01');
		await pay(at.id, '100');
		await pay(persons.id, '120');
		await pay(changed.id, '500');
		await act(persons.id, 'deactivate');

		const first = await go();
		expect(errorOf(first)).toBeUndefined();
		expect(
			bodies()
				.map(({ card, to, text }) => [card, to, text])
				.sort(),
		).toEqual(
			[
				[
					over.id,
					'ada@example.com',
					'The card is frozen until the end of the month: 100.01 EUR spent, the limit is 100',
				],
				[
					changed.id,
					'ada@example.com',
					'The card is frozen until the end of the month: 500 EUR spent, the limit is 100',
				],
			].sort(),
		);
		const statuses = async () =>
			await Promise.all([over, at, persons, changed].map(({ id }) => statusOf(id)));
		expect(await statuses()).toEqual(['inactive', 'active', 'inactive', 'inactive']);

		// A person unfreezes one and freezes it again: it is theirs now.
		await act(changed.id, 'activate');
		expect(errorOf(await go())).toBeUndefined();
		expect(await statuses()).toEqual(['inactive', 'active', 'inactive', 'active']);
		await act(changed.id, 'deactivate');
		expect(bodies()).toEqual([]);

		// The month is over.
		await nextMonth();
		const next = await go();
		expect(errorOf(next)).toBeUndefined();
		expect(await statuses()).toEqual(['active', 'active', 'inactive', 'inactive']);
		expect(bodies()).toMatchObject([{ path: '/Notify%20unfrozen', card: over.id }]);
		expect([await stateOf(over.id), await stateOf(changed.id)]).toEqual(['unfrozen', 'left alone']);
		expect(ran(await go())).not.toContain('Unfreeze');
	});

	it('finishes what an interrupted run began, once, and leaves alone what a person did meanwhile', async () => {
		const noTable = { __rl: true, mode: 'name', value: 'no such table' };
		/** A workflow that ends at a node, as one does that is killed there. */
		const killedAt = async (name: string) =>
			await examples.publish('monthly-limit.json', (node) =>
				node.name === name
					? { ...node, parameters: { ...node.parameters, dataTableId: noTable } }
					: node,
			);
		const killed = await killedAt('Log freeze');
		const { go } = await examples.publish('monthly-limit.json');
		expect(errorOf(await go())).toBeUndefined();
		const [frozen, unfrozen, persons, never] = [
			await newCard(),
			await newCard(),
			await newCard(),
			await newCard(),
		];
		for (const card of [frozen, unfrozen]) {
			await limit(card.id, '100');
			await pay(card.id, '101');
		}
		// The freeze has arrived, the note of it has not.
		expect(errorOf(await killed.go())).toContain('no such table');
		expect(await statusOf(frozen.id)).toBe('inactive');
		expect(await stateOf(frozen.id)).toBe('freezing');
		// Somebody unfreezes one of the two before the next run.
		await act(unfrozen.id, 'activate');
		// Two more, of which a run was killed between its note and the freeze; a person then froze one of them.
		for (const card of [persons, never]) {
			await limit(card.id, '100');
			await pay(card.id, '101');
			await inTable(
				LOG,
				'insert',
				columns({
					card: String(card.id),
					month: String((await log()).find(({ card: one }) => one === frozen.id)?.month),
					state: 'freezing',
					changedAt: String((await api.get(`/cards/${String(card.id)}`)).data.updatedAt),
				}),
			);
		}
		await act(persons.id, 'deactivate');
		bodies();

		expect(errorOf(await go())).toBeUndefined();
		const all = [frozen, unfrozen, persons, never];
		const statuses = async () => await Promise.all(all.map(({ id }) => statusOf(id)));
		const states = async () => await Promise.all(all.map(({ id }) => stateOf(id)));
		expect(await statuses()).toEqual(['inactive', 'active', 'inactive', 'inactive']);
		expect(await states()).toEqual(['frozen', 'left alone', 'left alone', 'frozen']);
		expect(
			bodies()
				.map(({ path, card }) => [path, card])
				.sort(),
		).toEqual(
			[
				['/Notify%20found%20frozen', frozen.id],
				['/Notify%20holder', never.id],
			].sort(),
		);

		// Nothing is done a second time.
		expect(errorOf(await go())).toBeUndefined();
		expect(await statuses()).toEqual(['inactive', 'active', 'inactive', 'inactive']);
		expect(bodies()).toEqual([]);

		// The month is over: only what the workflow froze is unfrozen.
		await nextMonth();
		expect(errorOf(await go())).toBeUndefined();
		expect(await statuses()).toEqual(['active', 'active', 'inactive', 'active']);
		expect(
			bodies()
				.map(({ path, card }) => [path, card])
				.sort(),
		).toEqual(
			[
				['/Notify%20unfrozen', frozen.id],
				['/Notify%20unfrozen', never.id],
			].sort(),
		);
	});
});

describe('payment-alert', () => {
	it('alerts about a large and about a foreign payment, once each, and of no other', async () => {
		const { workflow } = await examples.publish('payment-alert.json');
		await live.untilSubscribed(1);
		const home = await newCard();
		const { data: abroad } = await live.sandbox.admin.post('/cards', {
			billingAddress: { firstLine: '1 Rue', city: 'Paris', country: 'FR', postCode: '75002' },
			accountId: (await live.sandbox.admin.post('/accounts', {})).data.id,
		});
		const small = await pay(home.id, '499.99', false);
		const large = await pay(home.id, '500', false);
		const foreign = await pay(abroad.id, '5', false);
		const seen: Array<{ authorisation?: string; text?: string }> = [];
		await until(async () => seen.push(...bodies()) >= 2);
		// The same event again.
		const { data: entity } = await api.get(`/authorisations/${large}`);
		await live.sandbox.admin.post('/webhooks/emit', { type: 'authorisation.updated', entity });
		await examples.nthRun(workflow.id, 4);
		seen.push(...bodies());
		expect(seen.map(({ authorisation, text }) => [authorisation, text]).sort()).toEqual(
			[
				[large, '500 EUR at Test Merchant (large)'],
				[foreign, '5 EUR at Test Merchant (in GB, not FR)'],
			].sort(),
		);
		expect(seen.map(({ authorisation }) => authorisation)).not.toContain(small);
		await live.client.deactivate(workflow.id);
		await live.untilSubscribed(0);
	});
});

describe('lost-card', () => {
	it('freezes, asks, terminates, orders one to the same address and tells; sent again it makes no second one', async () => {
		const { workflow } = await examples.publish('lost-card.json');
		const lost = await newCard();
		const asked = async () => {
			let ask: IDataObject | undefined;
			await until(async () => (ask = bodies().find(({ path }) => path === '/Ask')) !== undefined);
			return ask!;
		};
		/** The question is out just before n8n waits for the answer. */
		const answer = async (link: unknown) => await until(async () => (await fetch(String(link))).ok);
		await examples.submit(workflow, [` ${String(lost.id)} `, 'Left in a taxi']);
		const first = await asked();
		expect(first.text).toContain('Left in a taxi');
		expect(await statusOf(lost.id)).toBe('inactive');
		await answer(first.no);
		let told: IDataObject | undefined;
		await until(async () => {
			told = bodies().find(({ path }) => path === '/Tell%20it%20stays%20frozen');
			return told !== undefined;
		});
		expect(told).toMatchObject({ confirmedBy: 'Card desk' });
		expect(await statusOf(lost.id)).toBe('inactive');

		// A second report; the order of the new card fails.
		await live.sandbox.admin.post('/faults', {
			kind: 'status',
			method: 'POST',
			path: '/cards$',
			status: 400,
		});
		await examples.submit(workflow, [String(lost.id), 'Really gone']);
		await answer((await asked()).yes);
		expect((await examples.nthRun(workflow.id, 2)).status).toBe('error');
		expect(await statusOf(lost.id)).toBe('terminated');

		// The form once more: nobody is asked again.
		await examples.submit(workflow, [String(lost.id), 'Really gone']);
		const cards = async () =>
			(await api.get(`/accounts/${String(lost.accountId)}/cards`)).data as IDataObject[];
		await until(async () => (await cards()).length === 2);
		const fresh = (await cards()).find(({ id }) => id !== lost.id)!;
		expect(fresh).toMatchObject({ type: 'virtual', billingAddress: lost.billingAddress });
		expect((await api.patch(`/simulator/cards/${String(fresh.id)}/issue`)).status).toBe(202);
		const third = await examples.nthRun(workflow.id, 3);
		expect(errorOf(third)).toBeUndefined();
		expect(ran(third)).not.toContain('Ask');
		expect(bodies()).toMatchObject([
			{ text: 'Your new card is ready', newCard: fresh.id, lostCard: lost.id },
		]);

		await examples.submit(workflow, [String(lost.id), 'Once more']);
		const fourth = await examples.nthRun(workflow.id, 4);
		expect(ran(fourth)).not.toContain('Create card');
		expect(await cards()).toHaveLength(2);
	});
});
