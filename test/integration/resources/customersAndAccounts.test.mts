// What is refused and why, challenges and their signatures, lists: for customers and accounts.
import type { IDataObject } from 'n8n-workflow';
import { Life } from '../../support/life.mts';
import { byId, startOffBlocks, type OffBlocks } from '../../support/offblocks.mts';
import { expectNoSecrets } from '../../support/secrets.mts';

let api: OffBlocks;
let life: Life;
beforeAll(async () => {
	api = await startOffBlocks();
	life = new Life(api);
});
beforeEach(() => api.forgetCalls());
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const customerOf = async (accountId: string) =>
	byId(String((await life.one('account/get', { accountId: byId(accountId) })).customerId));
const REFUSED = /^OffBlocks refused the request \(409: Invalid state transition\) \[item 0\]$/;

describe('a change that the status does not allow says why', () => {
	it.each([
		['account/activate', 'active', 'The account is already active.'],
		['account/deactivate', 'closed', 'The account is closed. This is final.'],
		['account/deactivate', 'pending', 'The account is being set up on the blockchain'],
		['account/close', 'closed', 'It must be active, inactive or pending to be closed.'],
		['account/close', 'initiating', 'The account is waiting for its challenge to be signed.'],
	])('%s: %s', async (name, status, why) => {
		const { error } = await life.run(name, { accountId: byId(await life.account(status)) });
		expect(error?.message).toMatch(REFUSED);
		expect(error?.description).toContain(why);
	});

	it('customer/activate: initiating', async () => {
		const { id } = await life.newCustomer();
		const { error } = await life.run('customer/activate', { customerId: byId(String(id)) });
		expect(error?.message).toMatch(REFUSED);
		expect(error?.description).toMatch(/^The customer has not signed the challenge yet\. It must/);
	});
});

describe('Already So Is Fine', () => {
	const options = { alreadySoIsFine: true };

	it.each([
		['account/activate', 'active', { status: 'active', alreadySo: true }],
		['account/deactivate', 'inactive', { status: 'inactive', alreadySo: true }],
		['account/close', 'closed', { deleted: true, alreadySo: true }],
	])('%s: %s', async (name, status, expected) => {
		const id = await life.account(status);
		const item = await life.one(name, { accountId: byId(id), options });
		expect(item).toMatchObject({ id, ...expected });
	});

	it('customers', async () => {
		const customerId = await customerOf(await life.account());
		const active = await life.one('customer/activate', { customerId, options });
		expect(active).toMatchObject({ status: 'active', alreadySo: true });
		await life.one('customer/deactivate', { customerId, options });
		const inactive = await life.one('customer/deactivate', { customerId, options });
		expect(inactive).toMatchObject({ status: 'inactive', alreadySo: true });
	});
});

describe('challenges', () => {
	it("a customer's is text for the wallet; it can be read again", async () => {
		const made = await life.newCustomer();
		const read = await life.one('customer/getChallenge', { customerId: byId(String(made.id)) });
		expect(read).toEqual({
			customerId: made.id,
			challenge: made.challenge,
			challengeText: made.challengeText,
		});
		expect(Buffer.from(String(made.challenge), 'base64').toString()).toBe(made.challengeText);
	});

	it("reading an account's voids the one before", async () => {
		const customerId = byId(await life.activeCustomer());
		const made = await life.one('account/create', { customerId, currencies: 'EUR' });
		const accountId = byId(String(made.id));
		const second = await life.one('account/getChallenge', { accountId });
		const signed = (challenge: unknown) => ({
			accountId,
			ownerId: 'eip155:300:0xab',
			challenge,
			signature: 'MEUCIQ==',
		});
		const { error } = await life.run('account/submitChallengeSignature', signed(made.challenge));
		expect(error?.message).toMatch(/\(400: The challenge is not the latest/);
		await life.one('account/submitChallengeSignature', signed(second.challenge));
		const again = await life.run('account/submitChallengeSignature', signed(second.challenge));
		expect(again.error?.message).toMatch(
			/^OffBlocks refused the request \(409: Challenge already signed\)/,
		);
	});

	const BYTES = Buffer.from('0123456789abcdef'.repeat(4) + '+', 'latin1');
	it.each([
		['hexadecimal, as wallets return it', `0x${BYTES.toString('hex')}`],
		['hexadecimal in capitals', `0x${BYTES.toString('hex').toUpperCase()}`],
		['hexadecimal without 0x', BYTES.toString('hex')],
		['Base64', BYTES.toString('base64')],
		['Base64 for URLs', BYTES.toString('base64url')],
		['Base64 with blanks around it', ` ${BYTES.toString('base64')}\n`],
	])('takes a signature in %s', async (_, signature) => {
		const customer = await life.newCustomer();
		await api.fault({ kind: 'status', status: 400, path: '/challenge/sign', times: 1 });
		const { error } = await life.run('customer/submitChallengeSignature', {
			customerId: byId(String(customer.id)),
			ownerId: 'eip155:300:0xab',
			challenge: customer.challenge,
			signature,
		});
		expect(error?.message).toMatch(/^OffBlocks refused the request \(400/);
		expect(await life.sign('customer', customer, signature)).toMatchObject({ accepted: true });
	});

	it.each([
		[{ signature: '0xabc' }, 'Signature must be in Base64 or in hexadecimal'],
		[{ signature: 'no signature!' }, 'Signature must be in Base64 or in hexadecimal'],
		[{ ownerId: '0xab' }, 'Owner ID is not a CAIP-10 account ID: "0xab"'],
		[{ challenge: '={{ "" }}' }, 'Challenge is empty'],
	])('with %j nothing is sent', async (change, words) => {
		const { error } = await life.run('customer/submitChallengeSignature', {
			customerId: byId('123e4567-e89b-42d3-a456-426614174000'),
			ownerId: 'eip155:300:0xab',
			challenge: 'YWJj',
			signature: 'YWJj',
			...change,
		});
		expect(error?.message).toContain(words);
		expect(await api.calls()).toEqual([]);
	});
});

describe('Get by External ID', () => {
	it('finds the customer with exactly this ID', async () => {
		const { id } = await life.newCustomer('Order 7');
		const found = await life.one('customer/getByExternalId', { externalId: ' Order 7 ' });
		expect(found).toMatchObject({ id, externalId: 'Order 7' });
	});

	it.each(['order 7', 'Order'])('does not take %j for it', async (externalId) => {
		const { error } = await life.run('customer/getByExternalId', { externalId });
		expect(error?.message).toBe(`No customer has the external ID "${externalId}" [item 0]`);
		expect(error?.description).toContain('case-sensitive');
	});
});

describe('Create', () => {
	it.each([
		['customer/create', { chainId: '0xab', externalId: 'a' }, 'Chain ID is not a CAIP-10'],
		['customer/create', { chainId: 'eip155:1:0xab', externalId: '={{ "" }}' }, 'External ID is'],
		[
			'account/create',
			{ customerId: byId('123e4567-e89b-42d3-a456-426614174000'), currencies: 'Euro' },
			'Currencies: "Euro" is not a three-letter ISO 4217 code',
		],
	])('%s with %j sends nothing', async (name, parameters, words) => {
		const { error } = await life.run(name, parameters);
		expect(error?.message).toContain(words);
		expect(await api.calls()).toEqual([]);
	});

	it('a second customer with one external ID is refused as there already', async () => {
		await life.newCustomer('twice');
		const { error } = await life.run('customer/create', {
			chainId: `eip155:300:0x${'ef'.repeat(20)}`,
			externalId: 'twice',
		});
		expect(error?.message).toMatch(
			/^OffBlocks refused the request \(409: Customer already exists\)/,
		);
		expect(error?.description).toMatch(/^Check its current state: .* or it exists already\./);
	});

	it('with one Idempotency Key it is done once', async () => {
		const customerId = byId(await life.activeCustomer());
		const parameters = { customerId, currencies: 'EUR', options: { idempotencyKey: 'order-1' } };
		const first = await life.one('account/create', parameters);
		expect(await life.one('account/create', parameters)).toEqual(first);
		expect((await life.run('account/getAllByCustomer', { customerId })).json).toHaveLength(1);
	});
});

describe('lists', () => {
	const names = async (name: string, parameters: object, field: string) =>
		(await life.run(name, { returnAll: true, ...parameters })).json.map(
			(item: IDataObject) => item[field],
		);

	it('customers: filtered and sorted', async () => {
		for (const id of ['list-b', 'list-c', 'list-a']) await life.newCustomer(id);
		const filters = { externalIdContains: 'LIST-', statuses: ['initiating'] };
		const list = async (more: object) => await names('customer/getAll', more, 'externalId');
		expect(await list({ filters, sort: 'externalIdAscending' })).toEqual([
			'list-a',
			'list-b',
			'list-c',
		]);
		expect(await list({ filters, sort: 'createdDescending' })).toEqual([
			'list-a',
			'list-c',
			'list-b',
		]);
		expect(await list({ filters: { ...filters, statuses: ['active'] } })).toEqual([]);
		expect(await list({ filters: { ...filters, chainIdContains: 'eip155:1:' } })).toEqual([]);
		expect(await list({ filters: { ...filters, createdAfter: '2999-01-01' } })).toEqual([]);
	});

	it('accounts: by status, currency and customer', async () => {
		const pounds = await names('account/getAll', { filters: { currencies: 'gbp' } }, 'currencies');
		expect(pounds.length).toBeGreaterThan(0);
		expect(pounds.every((given) => String(given) === 'GBP')).toBe(true);
		const closed = await names('account/getAll', { filters: { statuses: ['closed'] } }, 'status');
		expect(new Set(closed)).toEqual(new Set(['closed']));
		const id = await life.account();
		const customerId = await customerOf(id);
		expect(await names('account/getAllByCustomer', { customerId }, 'id')).toEqual([id]);
		const three = await life.run('account/getAll', { returnAll: false, limit: 3 });
		expect(three.json).toHaveLength(3);
	});

	it('chains and assets', async () => {
		const chains = await names('chain/getAll', { filters: { nameContains: 'arbitrum' } }, 'name');
		expect(chains).toEqual(['Arbitrum One', 'Arbitrum Sepolia']);
		const sorted = await names('chain/getAll', { sort: 'nameAscending' }, 'name');
		expect(sorted).toEqual([...sorted].sort());
		const chainId = byId('eip155:42161');
		const assets = { chainId, sort: 'symbolAscending' };
		expect(await names('asset/getAll', assets, 'symbol')).toEqual(['DAI', 'USDC', 'USDT']);
		const [call] = (await api.calls()).filter(({ path }) => /assets/.test(String(path)));
		expect(call.path).toBe('/v1/assets?chain=eip155%3A42161');
		expect((await names('asset/getAll', {}, 'id')).length).toBeGreaterThan(3);
		const { error } = await life.run('asset/getAll', { chainId: byId('={{ "arbitrum" }}') });
		expect(error?.message).toContain('Chain is not a CAIP-2 ID: "arbitrum"');
	});
});

it.each([
	['account/get', 'accountId', 'Account'],
	['customer/get', 'customerId', 'Customer'],
	['customer/deactivate', 'customerId', 'Customer'],
	['account/close', 'accountId', 'Account'],
])('%s of what is not there', async (name, field, noun) => {
	const { error } = await life.run(name, { [field]: byId('123e4567-e89b-42d3-a456-426614174000') });
	expect(error?.message).toMatch(
		new RegExp(`^Not found at OffBlocks \\(404: ${noun} not found\\)`),
	);
});
