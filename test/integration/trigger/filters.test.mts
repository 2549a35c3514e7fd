// Options that can only lose events stop publishing, in words; what can be meant is taken as meant.
import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { cardEvent, eventOf, subscriptions } from '../../support/events.mts';
import { useTriggers } from '../../support/triggers.mts';

const triggers = useTriggers();
const options = (change: IDataObject, events: unknown = ['card.updated']) =>
	({ events, options: change }) as IDataObject;
const PAYMENTS = ['authorisation.updated', 'transaction.updated'];
const published = async (parameters: IDataObject) => await triggers.active({ parameters });

it.each<[string, IDataObject, string]>([
	['a status that there is not', options({ statuses: ['actve'] }), 'there is no "actve", only'],
	['one of two', options({ statuses: 'active; frozen' }), 'there is no "frozen"'],
	['an id that is none', options({ accountIds: ['not-a-uuid'] }), '"not-a-uuid" is not a UUID'],
	['a card type that there is not', options({ cardTypes: ['plastic'] }), 'there is no "plastic"'],
	[
		'a status that the chosen events do not have',
		options({ statuses: ['captured'] }),
		'Statuses: "captured" can never match. It is a status of authorisation, but Trigger On has only card',
	],
	[
		'card types without cards',
		options({ cardTypes: ['virtual'] }, ['account.updated']),
		'Card Types: this option filters only events about card, but Trigger On has only account, so it would filter nothing',
	],
	[
		'accounts of customers',
		options({ accountIds: [randomUUID()] }, ['customer.updated']),
		'Account IDs: this option filters only events about account, authorisation, card, transaction, but Trigger On has only customer',
	],
	[
		'amounts without payments',
		options({ amountAtLeast: '5' }),
		'Amount At Least, Amount At Most: this option filters only events about authorisation, transaction, but Trigger On has only card',
	],
	[
		'directions of authorisations',
		options({ directions: ['debit'] }, ['authorisation.updated']),
		'Directions: this option filters only events about transaction, but Trigger On has only authorisation',
	],
	[
		'an amount that is none',
		options({ amountAtMost: '1,5' }, PAYMENTS),
		'Amount At Most is not a decimal number: "1,5"',
	],
	[
		'amounts that no payment can have',
		options({ amountAtLeast: '20', amountAtMost: '19.99' }, PAYMENTS),
		'Amount At Least is more than Amount At Most',
	],
	[
		'a currency that is none',
		options({ currencies: 'euro' }, PAYMENTS),
		'"euro" is not a three-letter ISO 4217',
	],
	[
		'a category that is none',
		options({ mccCodes: 'food' }, PAYMENTS),
		'"food" is not a four-digit merchant category code',
	],
	['a country that is none', options({ merchantCountries: ['UK'] }, PAYMENTS), 'Did you mean GB?'],
	[
		'a direction that there is not',
		options({ directions: ['in'] }, PAYMENTS),
		'there is no "in", only credit, debit',
	],
	['a card that is none', options({ cardIds: ['4111'] }), '"4111" is not a UUID'],
	[
		'a filter of payments whose expression is empty',
		options({ merchantContains: '={{ "" }}' }, PAYMENTS),
		'Merchant Contains: the expression evaluated to an empty value',
	],
	['no event', options({}, []), 'choose at least one event'],
	['an event that there is not', options({}, ['card.created']), 'there is no "card.created"'],
	['an age that is none', options({ signatureMaxAge: 'soon' }), 'Signature Max Age must be'],
	[
		'an expression for all options',
		{ events: ['card.updated'], options: '={{ { statuses: ["active"] } }}' },
		'Options is a single expression',
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

describe('filters of payments', () => {
	const EVENTS = ['transaction.updated', 'customer.updated', 'card.updated'];

	/** What the sandbox's sample payment has: 12.5 GBP at "Test Merchant", GB, category 9999, debit. */
	it.each<[IDataObject, boolean]>([
		[{ amountAtLeast: '12.50', amountAtMost: '12.500' }, true],
		[{ amountAtLeast: '12.500000000000000001' }, false],
		[{ amountAtMost: '9' }, false],
		[{ currencies: 'gbp, eur' }, true],
		[{ currencies: 'GBP' }, false],
		[{ merchantContains: 'test mer' }, true],
		[{ merchantContains: 'market' }, false],
		[{ mccCodes: '0742; 9999' }, true],
		[{ mccCodes: '742' }, false],
		[{ merchantCountries: ['gb'] }, true],
		[{ merchantCountries: ['DE'] }, false],
		[{ directions: ['Debit'] }, true],
		[{ directions: ['credit'] }, false],
		[{ cardIds: [randomUUID()] }, false],
		// A payment names no customer.
		[{ customerIds: [randomUUID()] }, true],
	])('%j: %p', async (filters, passes) => {
		// Made before anybody has subscribed: who has is told of it.
		const event = await eventOf(triggers.api, 'transaction.updated');
		const { n8n, url } = await published(options(filters, EVENTS));
		expect((await n8n.deliver(url, event)).status).toBe(200);
		expect(n8n.executions).toHaveLength(passes ? 1 : 0);
	});

	it('a card and its payments, and everything about a customer', async () => {
		const payment = await eventOf(triggers.api, 'transaction.updated');
		const customer = await eventOf(triggers.api, 'customer.updated');
		const cardIds = [String(payment.cardId).toUpperCase()];
		const { n8n, url } = await published(
			options({ cardIds, customerIds: [String(customer.id)] }, EVENTS),
		);
		await n8n.deliver(url, payment);
		await n8n.deliver(url, customer);
		await n8n.deliver(url, await cardEvent(triggers.api));
		expect(n8n.executions).toHaveLength(2);
	});

	it('what an unsigned event leaves out is looked up before it is let through', async () => {
		const event = await eventOf(triggers.api, 'transaction.updated');
		const { n8n, url } = await published(options({ mccCodes: '742' }, EVENTS));
		delete event.merchant;
		expect((await n8n.deliver(url, event)).body).toEqual({ status: 'ignored' });
		expect(n8n.executions).toEqual([]);
	});
});
