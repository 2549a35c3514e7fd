import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { cardEvent, entityOf, eventOf } from '../../support/events.mts';
import { useTriggers } from '../../support/triggers.mts';

const ALL = [
	'account.updated',
	'authorisation.updated',
	'card.updated',
	'customer.updated',
	'transaction.updated',
];
const triggers = useTriggers();

async function active(parameters: IDataObject = {}) {
	const { n8n, url } = await triggers.active({ parameters: { events: ALL, ...parameters } });
	await triggers.api.forgetCalls();
	return {
		n8n,
		deliver: (event: IDataObject) => n8n.deliver(url, event),
		/** The item that an event starts an execution with, if it does. */
		itemOf: async (event: IDataObject) => {
			const before = n8n.executions.length;
			expect((await n8n.deliver(url, event)).status).toBe(200);
			return n8n.executions[before];
		},
	};
}

it('gives the card as delivered and as the API has it', async () => {
	const { itemOf } = await active();
	const event = await cardEvent(triggers.api);
	const item = await itemOf(event);
	expect(item).toEqual({
		eventId: event.eventId,
		eventType: 'card.updated',
		receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
		card: entityOf(event),
		latest: entityOf(event),
		isLatest: true,
	});
	expect(Math.abs(Date.parse(String(item.receivedAt)) - Date.now())).toBeLessThan(300_000);
});

it.each<[string, (event: IDataObject) => IDataObject, boolean]>([
	['an older state', () => ({ updatedAt: '2024-01-12T15:12:26.923705379Z' }), false],
	['another status', () => ({ status: 'inactive' }), false],
	[
		'the same instant, written otherwise',
		({ updatedAt }) => ({ updatedAt: String(updatedAt).replace('Z', '+00:00') }),
		true,
	],
])('says whether it is the latest: %s', async (_, change, isLatest) => {
	const { itemOf } = await active();
	const event = await cardEvent(triggers.api);
	const item = await itemOf({ ...event, ...change(event) });
	expect(item.isLatest).toBe(isLatest);
	expect((item.latest as IDataObject).id).toBe(event.id);
});

it('tells nanoseconds apart', async () => {
	const { itemOf } = await active();
	const event = await cardEvent(triggers.api);
	const updatedAt = '2026-01-12T15:12:26.923705379Z';
	await triggers.api.newCard({ ...entityOf(event), updatedAt });
	expect((await itemOf({ ...event, updatedAt })).isLatest).toBe(true);
	const other = { ...event, eventId: randomUUID(), updatedAt: updatedAt.replace('79Z', '78Z') };
	expect((await itemOf(other)).isLatest).toBe(false);
});

it('refuses a card that the API does not know with 404, and starts nothing', async () => {
	const { n8n, deliver } = await active();
	const answer = await deliver({ ...(await cardEvent(triggers.api)), id: randomUUID() });
	expect(answer).toMatchObject({ status: 404, body: { message: expect.stringContaining('card') } });
	expect(n8n.executions).toEqual([]);
});

it.each([
	['answers 500', { kind: 'status', status: 500 }],
	['slows down', { kind: 'status', status: 429 }],
	['does not accept the credential', { kind: 'status', status: 401, times: 2 }],
	['closes the connection', { kind: 'reset-before' }],
	['answers with nonsense', { kind: 'malformed-json' }],
])('answers 503 where the API %s', async (_, fault) => {
	const { n8n, deliver } = await active();
	const event = await cardEvent(triggers.api);
	await triggers.api.fault({ ...fault, method: 'GET', path: '/cards/.*' });
	expect((await deliver(event)).status).toBe(503);
	expect(n8n.executions).toEqual([]);
});

it('asks nobody with Confirm with API switched off', async () => {
	const { n8n, itemOf } = await active({ options: { confirmWithApi: false } });
	const event = await cardEvent(triggers.api, { id: randomUUID() });
	const item = await itemOf(event);
	expect(item).toMatchObject({ card: { id: event.id }, latest: null, isLatest: null });
	expect(await triggers.api.calls()).toEqual([]);
	expect(n8n.executions).toHaveLength(1);
});

describe('of every kind of event', () => {
	it.each([
		['account.updated', 'account'],
		['authorisation.updated', 'authorisation'],
		['card.updated', 'card'],
		['customer.updated', 'customer'],
		['transaction.updated', 'transaction'],
	])('%s has the latest state, and an unknown one is refused', async (type, field) => {
		const event = await eventOf(triggers.api, type);
		const entity = entityOf(event);
		const { n8n, deliver, itemOf } = await active();
		const item = await itemOf(event);
		expect(item).toMatchObject({ eventType: type, [field]: entity, isLatest: true });
		expect(item.latest).toEqual(entity);
		const unknown = { ...event, eventId: randomUUID(), id: randomUUID() };
		expect(await deliver(unknown)).toMatchObject({
			status: 404,
			body: { message: `OffBlocks does not know this ${field}.` },
		});
		await triggers.api.fault({ kind: 'status', status: 500, method: 'GET', path: `/${field}s/.*` });
		expect((await deliver({ ...event, eventId: randomUUID() })).status).toBe(503);
		expect(n8n.executions).toHaveLength(1);
	});
});

describe('of an event that no signature proves', () => {
	it.each([
		['card.updated', 'accountId'],
		['authorisation.updated', 'cardId'],
		['transaction.updated', 'authorisationId'],
		['account.updated', 'customerId'],
	])('%s: another %s than OffBlocks has is refused', async (type, field) => {
		const event = await eventOf(triggers.api, type);
		const { n8n, deliver } = await active();
		expect(event[field]).toMatch(/^[0-9a-f-]{36}$/);
		expect(await deliver({ ...event, [field]: randomUUID() })).toMatchObject({
			status: 401,
			body: { message: `The event does not agree with OffBlocks about its ${field}.` },
		});
		expect(n8n.executions).toEqual([]);
	});

	it('no value comes out that OffBlocks does not have, but for status and time of change', async () => {
		const event = await eventOf(triggers.api, 'authorisation.updated');
		const { itemOf } = await active();
		const truth = entityOf(event);
		const said = { status: 'captured', updatedAt: '2026-01-12T15:12:26.923705379Z' };
		const forged = { amount: '100000', merchant: { name: 'Somebody' }, note: 'made up' };
		const item = await itemOf({ ...event, ...said, ...forged });
		expect(item.authorisation).toEqual({ ...truth, ...said });
		expect(item).toMatchObject({ latest: truth, isLatest: false });
	});

	it('a filter goes by what OffBlocks has where the event leaves it out', async () => {
		const { accountId, ...event } = await eventOf(triggers.api, 'transaction.updated');
		const { n8n, deliver } = await active({ options: { accountIds: [randomUUID()] } });
		expect(accountId).toEqual(expect.any(String));
		expect(await deliver(event)).toMatchObject({ status: 200, body: { status: 'ignored' } });
		expect(n8n.executions).toEqual([]);
	});
});

describe('what is not wanted is answered 200 and starts nothing', () => {
	it.each<[string, IDataObject, IDataObject]>([
		['an event type', { events: ['account.updated'] }, {}],
		['a status', { options: { statuses: ['blocked', 'suspended'] } }, {}],
		['an account', { options: { accountIds: [randomUUID()] } }, {}],
		['a card type', { options: { cardTypes: ['physical'] } }, {}],
	])('%s', async (_, parameters, change) => {
		const { n8n, deliver } = await active(parameters);
		const event = await cardEvent(triggers.api, change);
		expect(await deliver(event)).toMatchObject({ status: 200, body: { status: 'ignored' } });
		expect(n8n.executions).toEqual([]);
		expect(await triggers.api.calls()).toEqual([]);
	});

	it('and what is wanted gets through', async () => {
		const event = await cardEvent(triggers.api);
		const accountIds = `${randomUUID()}, ${String(event.accountId).toUpperCase()}`;
		const options = { statuses: ['active'], accountIds, cardTypes: ['virtual'] };
		const { itemOf } = await active({ options });
		expect(await itemOf(event)).toMatchObject({ isLatest: true });
	});

	it('a filter lets pass what it does not fit', async () => {
		const options = { accountIds: [randomUUID()], cardTypes: ['physical'], confirmWithApi: false };
		const { data } = await triggers.api.sandbox.admin.post('/webhooks/emit', {
			type: 'customer.updated',
		});
		const { itemOf } = await active({ options });
		const event = { webhookType: 'customer.updated', eventId: randomUUID(), ...data.entity };
		expect(await itemOf(event)).toMatchObject({ customer: { id: data.entity.id } });
	});

	it("an account's own events go by its id", async () => {
		const { data } = await triggers.api.sandbox.admin.post('/webhooks/emit', {
			type: 'account.updated',
		});
		const event = { webhookType: 'account.updated', eventId: randomUUID(), ...data.entity };
		const other = await active({ options: { accountIds: [randomUUID()] } });
		expect(await other.itemOf(event)).toBeUndefined();
		const own = await active({ options: { accountIds: [data.entity.id] } });
		expect(await own.itemOf(event)).toMatchObject({ account: { id: data.entity.id } });
	});
});
