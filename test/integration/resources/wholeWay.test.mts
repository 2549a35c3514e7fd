// From a wallet to a captured payment, with nothing but the node.
import type { IDataObject } from 'n8n-workflow';
import { Life } from '../../support/life.mts';
import { ADDRESS, byId, startOffBlocks, type OffBlocks } from '../../support/offblocks.mts';
import { expectNoSecrets } from '../../support/secrets.mts';

let api: OffBlocks;
let life: Life;
beforeAll(async () => {
	api = await startOffBlocks();
	life = new Life(api);
});
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const idOf = ({ id }: IDataObject) => byId(String(id));

it('customer, account, card, payment', async () => {
	const customer = await life.newCustomer('HR-1024');
	expect(customer).toMatchObject({ externalId: 'HR-1024', status: 'initiating' });
	expect(customer.challengeText).toContain('wants you to sign in with your Ethereum account');
	const customerId = idOf(customer);
	expect(await life.sign('customer', customer)).toEqual({
		customerId: customer.id,
		accepted: true,
	});
	await life.until('customer/get', { customerId }, 'verifying');
	expect(await life.one('simulator/verifyCustomer', { customerId })).toEqual({
		customerId: customer.id,
		requested: 'verify',
		accepted: true,
	});
	await life.until('customer/getByExternalId', { externalId: 'HR-1024' }, 'active');

	const account = await life.one('account/create', { customerId, currencies: 'eur' });
	expect(account).toMatchObject({
		customerId: customer.id,
		status: 'initiating',
		currencies: ['EUR'],
	});
	const accountId = idOf(account);
	await life.sign('account', account);
	await life.until('account/get', { accountId }, 'active');
	const listed = await life.one('account/getAllByCustomer', { customerId });
	expect(listed).toMatchObject({ id: account.id, chainId: expect.stringContaining('eip155:300:') });

	const waiting = life.one('card/create', {
		accountId,
		billingAddress: ADDRESS,
		options: { waitUntilIssued: 30 },
	});
	let [planted]: IDataObject[] = [];
	while (!planted) [planted] = await api.cardsOf(String(account.id));
	await life.one('simulator/issueCard', { cardId: idOf(planted) });
	const card = await waiting;
	expect(card).toMatchObject({ id: planted.id, status: 'active' });

	const payment = { cardId: idOf(card), amount: '12.50', currency: 'eur', capture: false };
	const authorisation = await life.one('simulator/authorise', payment);
	expect(authorisation).toMatchObject({ amount: '12.5', currency: 'EUR', status: 'pending' });
	const authorisationId = authorisation.id;
	await life.one('simulator/capture', { authorisationId });
	const captured = await life.until('authorisation/get', { authorisationId }, 'captured');
	expect(captured).toMatchObject({ cardId: card.id, accountId: account.id });
	expect(
		await life.one('authorisation/get', {
			authorisationId,
			output: 'selectedFields',
			fields: ['status', 'merchant'],
		}),
	).toEqual({ status: 'captured', merchant: captured.merchant });
});

it('a payment that is released, a card that fails, a customer who is rejected', async () => {
	const authorisationId = await life.pendingAuthorisation();
	await life.one('simulator/release', { authorisationId });
	await life.until('authorisation/get', { authorisationId }, 'released');

	const cardId = byId(await life.issuingCard());
	await life.one('simulator/failCard', { cardId });
	await life.until('card/get', { cardId }, 'issue_failed');

	const customerId = byId(await life.verifyingCustomer());
	await life.one('simulator/rejectCustomer', { customerId });
	await life.until('customer/get', { customerId }, 'rejected');
});

it.each([
	['simulator/issueCard', async () => ({ cardId: byId(await api.newCard()) })],
	['simulator/verifyCustomer', async () => ({ customerId: byId(await life.activeCustomer()) })],
])('%s of what has gone on already is refused', async (name, parameters) => {
	const { error } = await life.run(name, await parameters());
	expect(error?.message).toMatch(/^OffBlocks refused the request \(400: .* is active; only one/);
});

it.each([
	[{ amount: '0' }, 'Amount is not a decimal number above 0: "0"'],
	[{ amount: '1,50' }, 'Amount is not a decimal number above 0: "1,50"'],
	[{ amount: '-3' }, 'Amount is not a decimal number above 0'],
	[{ currency: 'euro' }, 'Currency is not a three-letter code: "EURO"'],
])('a payment of %j is refused unsent', async (change, words) => {
	const cardId = byId(await api.newCard());
	await api.forgetCalls();
	const payment = { cardId, amount: '1', currency: 'EUR', ...change };
	const { error } = await life.run('simulator/authorise', payment);
	expect(error?.message).toContain(words);
	expect(await api.calls()).toEqual([]);
});

it('an authorisation that is not there', async () => {
	const authorisationId = '123e4567-e89b-42d3-a456-426614174000';
	const { error } = await life.run('authorisation/get', { authorisationId });
	expect(error?.message).toMatch(/^Not found at OffBlocks \(404: Authorisation not found\)/);
});

it('in production the simulator is refused before its request goes out', async () => {
	const credentials = api.credentials({
		environment: 'production',
		authentication: 'accessToken',
		accessToken: 'a token that goes nowhere',
	});
	const cardId = byId('123e4567-e89b-42d3-a456-426614174000');
	const { error } = await life.run('simulator/issueCard', { cardId }, { credentials });
	expect(error?.message).toBe(
		'The simulator exists only in the sandbox, but this OffBlocks credential is for production [item 0]',
	);
	expect(error?.description).toMatch(/^This request was not sent\. Choose a credential/);
});
