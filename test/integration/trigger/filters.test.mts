// Options that can only lose events stop publishing, in words; what can be meant is taken as meant.
import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { cardEvent, subscriptions } from '../../support/events.mts';
import { useTriggers } from '../../support/triggers.mts';

const triggers = useTriggers();
const options = (change: IDataObject, events: unknown = ['card.updated']) =>
	({ events, options: change }) as IDataObject;
const published = async (parameters: IDataObject) => await triggers.active({ parameters });

it.each<[string, IDataObject, string]>([
	['a status that there is not', options({ statuses: ['actve'] }), 'there is no "actve", only'],
	['one of two', options({ statuses: 'active; frozen' }), 'there is no "frozen"'],
	['an id that is none', options({ accountIds: ['not-a-uuid'] }), '"not-a-uuid" is not a UUID'],
	['a card type that there is not', options({ cardTypes: ['plastic'] }), 'there is no "plastic"'],
	[
		'a status that the chosen events do not have',
		options({ statuses: ['captured'] }),
		'Statuses: "captured" can never match. It is a status of authorisation, and Trigger On has card only',
	],
	[
		'card types without cards',
		options({ cardTypes: ['virtual'] }, ['account.updated']),
		'Card Types: only events about cards have a card type',
	],
	[
		'accounts of customers',
		options({ accountIds: [randomUUID()] }, ['customer.updated']),
		'Account IDs: events about customers name no account',
	],
	['no event', options({}, []), 'choose at least one event'],
	['an event that there is not', options({}, ['card.created']), 'there is no "card.created"'],
	['an age that is none', options({ signatureMaxAge: 'soon' }), 'Signature Max Age must be'],
	[
		'an expression for all options',
		{ events: ['card.updated'], options: '={{ { statuses: ["active"] } }}' },
		'Options is one expression',
	],
	[
		'a filter whose expression is empty',
		options({ statuses: '={{ [] }}' }),
		'Statuses: the expression evaluated to an empty value',
	],
])('%s: not published', async (_, parameters, words) => {
	await expect(published(parameters)).rejects.toMatchObject({
		name: 'NodeOperationError',
		message: expect.stringContaining(words),
		description: expect.stringContaining('publish the workflow again'),
	});
	expect(await subscriptions(triggers.api)).toEqual([]);
});

it('says all that is wrong at once', async () => {
	const wrong = options({ statuses: ['actve'], accountIds: ['x'] });
	await expect(published(wrong)).rejects.toThrow(/actve.*"x" is not a UUID/);
});

it.each<[string, IDataObject]>([
	['in another case', options({ statuses: ['Active'], cardTypes: ['VIRTUAL'] })],
	['separated by semicolons', options({ statuses: 'blocked; active' })],
	['by an expression', options({ statuses: "={{ 'Active, Suspended' }}" })],
	['as the editor shows them', options({ statuses: ['Issue Failed', 'active'] })],
	['events by an expression', options({}, "={{ 'Card.Updated, account.updated' }}")],
])('values %s are taken as meant', async (_, parameters) => {
	const { n8n, url } = await published(parameters);
	expect((await n8n.deliver(url, await cardEvent(triggers.api))).status).toBe(200);
	expect(n8n.executions).toHaveLength(1);
});

it('options that became unusable are 503 and a line in the log, never a silent drop', async () => {
	const { n8n, url } = await published(options({}));
	n8n.node.parameters = { events: ['card.updated'], options: { statuses: ['actve'] } };
	expect(await n8n.deliver(url, await cardEvent(triggers.api))).toMatchObject({
		status: 503,
		body: { message: "The trigger's options cannot be used. Send the event again." },
	});
	expect(n8n.executions).toEqual([]);
	expect(n8n.warned).toEqual([expect.stringContaining('there is no "actve"')]);
});
