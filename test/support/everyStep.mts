// One life of a customer, from the first challenge to the closed account: every operation of the node on the way.
import { randomUUID } from 'node:crypto';
import { ADDRESS, byId } from './offblocks.mts';

const SIGNATURE = `0x${'ab'.repeat(65)}`;
/** Of the small world that every sandbox begins with. */
export const WORLD = {
	verifyingCustomer: 'c0000000-0000-4000-8000-000000000011',
	suspendedCard: 'd0000000-0000-4000-8000-000000000801',
	suspendedAccount: 'a0000000-0000-4000-8000-000000000008',
};
const UUID = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as unknown;

/** The id under which the key of a second credential is registered, and removed again. */
export const SECOND_KEY = randomUUID();

/** Ids of two subscriptions beside that of a published workflow. */
export interface Subscriptions {
	/** Of a workflow of this n8n that is gone. */
	left: string;
	/** Of somebody else. */
	foreign: string;
}

/** What a node gives: each entry of the list must be like an item of it; or its items one by one. */
type Given = object[] | ((items: Record<string, unknown>[], subscriptions: Subscriptions) => void);

export interface Step {
	/** `resource/operation`, and words of its own where it is not the one that is judged. */
	name: string;
	parameters?: object;
	gives: Given;
}

const wait = (name: string): Step => ({ name, gives: () => undefined });
const of = (step: string, field = 'id') => `={{ $('${step}').first().json.${field} }}`;
const idOf = (step: string) => byId(of(step));
const customer = { customerId: idOf('customer/create') };
const account = { accountId: idOf('account/create') };
const card = { cardId: idOf('card/create') };
const signed = (step: string) => ({
	ownerId: of('customer/create', 'chainId'),
	challenge: of(step, 'challenge'),
	signature: SIGNATURE,
});
const wallet = () => `eip155:300:0x${randomUUID().replaceAll('-', '').padEnd(40, '0')}`;
const payment = (amount: string) => ({ ...card, amount, currency: 'EUR', capture: false });
const externalId = `e2e-${randomUUID()}`;

/** In this order, each once: what comes later works on what came before. */
export const STEPS: Step[] = [
	// Customers.
	{
		name: 'customer/create',
		parameters: { chainId: wallet(), externalId },
		gives: [{ id: UUID, externalId, status: 'initiating', challenge: expect.any(String) }],
	},
	{
		name: 'customer/getChallenge',
		parameters: customer,
		gives: [{ customerId: UUID, challengeText: expect.stringContaining('wants you to sign in') }],
	},
	{
		name: 'customer/submitChallengeSignature',
		parameters: { ...customer, ...signed('customer/getChallenge') },
		gives: [{ customerId: UUID, accepted: true }],
	},
	{
		name: 'chain/getAll',
		parameters: { returnAll: true },
		gives: [{ id: 'eip155:42161', name: 'Arbitrum One' }, { id: 'eip155:324' }],
	},
	{
		name: 'asset/getAll',
		parameters: { returnAll: true, chainId: byId('eip155:42161') },
		gives: [{ symbol: 'USDC', blockchain: 'eip155:42161' }, { symbol: 'DAI' }],
	},
	wait('Screening'),
	{
		name: 'simulator/verifyCustomer',
		parameters: customer,
		gives: [{ customerId: UUID, requested: 'verify', accepted: true }],
	},
	{
		name: 'simulator/rejectCustomer',
		parameters: { customerId: byId(WORLD.verifyingCustomer) },
		gives: [{ customerId: WORLD.verifyingCustomer, requested: 'reject', accepted: true }],
	},
	{
		name: 'customer/get',
		parameters: { customerId: byId(WORLD.verifyingCustomer) },
		gives: [{ id: WORLD.verifyingCustomer, status: 'rejected' }],
	},
	{
		name: 'customer/getByExternalId',
		parameters: { externalId },
		gives: [{ externalId, status: 'active' }],
	},
	{
		name: 'customer/deactivate',
		parameters: customer,
		gives: [{ externalId, status: 'inactive' }],
	},
	{ name: 'customer/activate', parameters: customer, gives: [{ externalId, status: 'active' }] },
	{
		name: 'customer/getAll',
		parameters: { returnAll: true, filters: { externalIdContains: 'e2e-' } },
		gives: (items) => expect(items).toEqual([expect.objectContaining({ externalId })]),
	},
	// Accounts.
	{
		name: 'account/create',
		parameters: { ...customer, currencies: 'EUR' },
		gives: [{ id: UUID, status: 'initiating', currencies: ['EUR'] }],
	},
	{
		name: 'account/getChallenge',
		parameters: account,
		gives: [{ accountId: UUID, challenge: expect.any(String) }],
	},
	{
		name: 'account/submitChallengeSignature',
		parameters: { ...account, ...signed('account/getChallenge') },
		gives: [{ accountId: UUID, accepted: true }],
	},
	wait('Deployment'),
	{
		name: 'account/deactivate',
		parameters: account,
		gives: [{ status: 'inactive', chainId: expect.stringContaining('eip155:300:') }],
	},
	{ name: 'account/activate', parameters: account, gives: [{ status: 'active' }] },
	{
		name: 'account/get',
		parameters: account,
		gives: [{ id: UUID, status: 'active', currencies: ['EUR'] }],
	},
	{
		name: 'account/getAll',
		parameters: { returnAll: true, filters: { statuses: ['closed'] } },
		gives: (items) => expect(items.map(({ status }) => status)).toEqual(['closed']),
	},
	{
		name: 'account/getAllByCustomer',
		parameters: { ...customer, returnAll: true },
		gives: (items) => expect(items).toEqual([expect.objectContaining({ status: 'active' })]),
	},
	// Cards.
	{
		name: 'card/create',
		parameters: { ...account, type: 'virtual', billingAddress: ADDRESS },
		gives: [{ id: UUID, type: 'virtual', status: 'issuing' }],
	},
	{
		name: 'simulator/issueCard',
		parameters: card,
		gives: [{ cardId: UUID, requested: 'issue', accepted: true }],
	},
	{
		name: 'card/create, another',
		parameters: {
			...account,
			type: 'physical',
			billingAddress: ADDRESS,
			shippingAddress: ADDRESS,
		},
		gives: [{ type: 'physical', status: 'issuing' }],
	},
	{
		name: 'simulator/failCard',
		parameters: { cardId: idOf('card/create, another') },
		gives: [{ cardId: UUID, requested: 'fail', accepted: true }],
	},
	{ name: 'card/deactivate', parameters: card, gives: [{ status: 'inactive' }] },
	{ name: 'card/activate', parameters: card, gives: [{ status: 'active' }] },
	{
		name: 'card/get',
		parameters: { cardId: idOf('card/create, another') },
		gives: [{ type: 'physical', status: 'issue_failed' }],
	},
	{
		name: 'card/getAll',
		parameters: { returnAll: true, filters: { statuses: ['suspended'] } },
		gives: (items) => expect(items.map(({ id }) => id)).toEqual([WORLD.suspendedCard]),
	},
	{
		name: 'card/getAllByAccount',
		parameters: { ...account, returnAll: true },
		gives: (items) =>
			expect(items.map(({ status }) => status).sort()).toEqual(['active', 'issue_failed']),
	},
	{
		name: 'card/audit',
		parameters: { scope: 'accounts', accountIds: WORLD.suspendedAccount },
		gives: [{ title: 'Suspended', severity: 'high', cardId: WORLD.suspendedCard }],
	},
	// Payments.
	{
		name: 'simulator/authorise',
		parameters: payment('12.50'),
		gives: [{ id: UUID, status: 'pending', amount: '12.5', currency: 'EUR' }],
	},
	{
		name: 'simulator/authorise, another',
		parameters: payment('3'),
		gives: [{ status: 'pending', amount: '3' }],
	},
	{
		name: 'simulator/capture',
		parameters: { authorisationId: of('simulator/authorise') },
		gives: [{ authorisationId: UUID, requested: 'capture', accepted: true }],
	},
	{
		name: 'simulator/release',
		parameters: { authorisationId: of('simulator/authorise, another') },
		gives: [{ authorisationId: UUID, requested: 'release', accepted: true }],
	},
	wait('Capture'),
	{
		name: 'authorisation/get',
		parameters: { authorisationId: of('simulator/authorise') },
		gives: [{ status: 'captured', amount: '12.5' }],
	},
	{
		name: 'authorisation/get, another',
		parameters: { authorisationId: of('simulator/authorise, another') },
		gives: [{ status: 'released', amount: '3' }],
	},
	{
		name: 'transaction/getAllByCard',
		parameters: { ...card, returnAll: true },
		gives: (items) =>
			expect(items).toEqual([
				expect.objectContaining({ amount: '12.5', direction: 'debit', mccCode: '9999' }),
			]),
	},
	{
		name: 'transaction/getAllByAccount',
		parameters: { ...account, returnAll: true, filters: { amountAtLeast: '12.50' } },
		gives: (items) => expect(items).toEqual([expect.objectContaining({ amount: '12.5' })]),
	},
	{
		name: 'transaction/getAll',
		parameters: { returnAll: true, filters: { mccCodes: '0742' } },
		gives: [{ mccCode: '0742', merchant: 'Harbour Vet' }],
	},
	{
		name: 'transaction/get',
		parameters: { transactionId: of('transaction/getAllByCard') },
		gives: [{ id: UUID, amount: '12.5', merchant: expect.objectContaining({ mcc: 9999 }) }],
	},
	{
		name: 'transaction/audit',
		parameters: { scope: 'accounts', accountIds: of('account/create'), outputs: 'summary' },
		gives: [{ accounts: 1, transactions: 1, byDirection: { credit: 0, debit: 1 } }],
	},
	{
		name: 'transaction/spending',
		parameters: { scope: 'accounts', accountIds: of('account/create') },
		gives: (items) =>
			expect(items).toEqual([
				expect.objectContaining({ currency: 'EUR', payments: 1, spent: '12.5' }),
			]),
	},
	{
		name: 'account/audit',
		parameters: { outputs: 'summary' },
		gives: [{ customers: 13, accounts: 13, byCustomerStatus: expect.anything() }],
	},
	// What this n8n has at OffBlocks.
	{
		name: 'webhook/getAll',
		parameters: { returnAll: true },
		gives(items, { left, foreign }) {
			const marks = items.map(({ id, isThisN8n, isReceived }) => ({ id, isThisN8n, isReceived }));
			expect(marks).toHaveLength(3);
			expect(marks).toContainEqual({ id: left, isThisN8n: true, isReceived: false });
			expect(marks).toContainEqual({ id: foreign, isThisN8n: false, isReceived: null });
			expect(marks).toContainEqual({ id: UUID, isThisN8n: true, isReceived: true });
		},
	},
	{
		name: 'webhook/get',
		gives: [{ callbackUrl: expect.stringMatching(/token=\[hidden]$/), types: ['card.updated'] }],
	},
	{
		name: 'webhook/delete',
		parameters: { webhookId: idOf('webhook/get') },
		gives: [{ id: UUID, deleted: true }],
	},
	{
		name: 'signingKey/register',
		gives: [{ keyId: SECOND_KEY, registered: true, works: true }],
	},
	{
		name: 'signingKey/remove',
		parameters: { keyId: SECOND_KEY },
		gives: [{ keyId: SECOND_KEY, removed: true }],
	},
	{ name: 'card/terminate', parameters: card, gives: [{ id: UUID, deleted: true }] },
	{ name: 'account/close', parameters: account, gives: [{ id: UUID, deleted: true }] },
];
