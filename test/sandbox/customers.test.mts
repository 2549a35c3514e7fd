import { randomUUID } from 'node:crypto';
import { INVALID_TRANSITION, refusal, useScene } from './lifeCycle.mts';

const scene = useScene();

const statusOf = async (path: string): Promise<string> =>
	(await scene.client.get(path)).data.status;

test('a customer goes the whole way, and every state is an event, the first included', async () => {
	const made = await scene.newCustomer();
	expect(made.status).toBe(201);
	const { challenge, ...customer } = made.data;
	const path = `/customers/${customer.id}`;
	expect(customer.status).toBe('initiating');
	expect((await scene.client.get(path)).data).toEqual(customer);
	expect((await scene.client.get(`${path}/challenge`)).data).toEqual({ challenge });
	const text = Buffer.from(challenge, 'base64').toString();
	const [, chain, address] = customer.chainId.split(':');
	expect(text.split('\n')).toEqual([
		'api.sandbox.offblocks.xyz wants you to sign in with your Ethereum account:',
		address,
		'',
		expect.any(String),
		'',
		'URI: https://api.sandbox.offblocks.xyz',
		'Version: 1',
		`Chain ID: ${chain}`,
		expect.stringMatching(/^Nonce: [0-9a-f]{8,}$/),
		expect.stringMatching(/^Issued At: 20/),
	]);
	const signed = await scene.sign(path, challenge);
	expect([signed.status, signed.data]).toEqual([204, '']);
	expect(refusal(await scene.sign(path, challenge))).toEqual([409, 'Challenge already signed']);
	await scene.untilStatuses(customer.id, ['initiating', 'screening', 'verifying']);
	const verified = await scene.client.patch(`/simulator${path}/verify`);
	expect([verified.status, verified.data]).toEqual([202, '']);
	expect((await scene.client.patch(`${path}/deactivate`)).data.status).toBe('inactive');
	expect((await scene.client.patch(`${path}/activate`)).data.status).toBe('active');
	await scene.untilStatuses(
		customer.id,
		'initiating screening verifying active inactive active'.split(' '),
	);
});

test('one who is rejected stays so, and so does the account that waited', async () => {
	const { data: customer } = await scene.newCustomer();
	const path = `/customers/${customer.id}`;
	const newAccount = () =>
		scene.client.post(`${path}/accounts`, { type: 'card_account', currencies: ['EUR'] });
	const { data: account } = await newAccount();
	await scene.sign(`/accounts/${account.id}`, account.challenge);
	await scene.sign(path, customer.challenge);
	await scene.untilStatuses(customer.id, ['initiating', 'screening', 'verifying']);
	expect(await statusOf(`/accounts/${account.id}`)).toBe('pending');
	expect((await scene.client.patch(`/simulator${path}/reject`)).status).toBe(202);
	await scene.untilStatuses(account.id, ['initiating', 'pending', 'failed']);
	expect(await statusOf(path)).toBe('rejected');
	expect(refusal(await scene.client.patch(`${path}/activate`))).toEqual(INVALID_TRANSITION);
	expect(refusal(await newAccount())).toEqual([400, expect.stringContaining('is rejected')]);
	expect(refusal(await scene.client.patch(`/simulator${path}/verify`))).toEqual([
		400,
		expect.stringContaining('is rejected; only one that is verifying'),
	]);
});

test('a second customer of the same wallet or the same external id is a 409', async () => {
	const { data: known } = await scene.newCustomer();
	const create = (chainId: string, externalId: string) =>
		scene.client.post('/customers', { chainId, externalId });
	const exists = [409, 'Customer already exists'];
	const [namespace, chain, address] = known.chainId.split(':');
	const shouted = [namespace, chain, `0x${address.slice(2).toUpperCase()}`].join(':');
	expect(refusal(await create(known.chainId, randomUUID()))).toEqual(exists);
	expect(refusal(await create(shouted, randomUUID()))).toEqual(exists);
	expect(refusal(await create(`eip155:300:0x${'12'.repeat(20)}`, known.externalId))).toEqual(
		exists,
	);
	expect((await create(`eip155:300:0x${'12'.repeat(20)}`, randomUUID())).status).toBe(201);
});

test.each([
	['no chain', { externalId: 'one' }],
	['no external id', { chainId: 'eip155:300:0xab' }],
	['an address alone', { chainId: '0xab', externalId: 'one' }],
	[
		'a name, which the API does not know',
		{ chainId: 'eip155:300:0xab', externalId: 'one', name: 'Ada' },
	],
])('a customer with %s is a 400', async (_, body) => {
	expect((await scene.client.post('/customers', body)).status).toBe(400);
});

test('a challenge that was not issued, or no signature, is a 400 and changes nothing', async () => {
	const { data } = await scene.newCustomer();
	const path = `/customers/${data.id}`;
	expect(refusal(await scene.sign(path, 'AAAA'))).toEqual([
		400,
		expect.stringContaining('not the latest'),
	]);
	const unsigned = { ownerId: data.chainId, challenge: data.challenge };
	expect((await scene.client.post(`${path}/challenge/sign`, unsigned)).status).toBe(400);
	expect(await statusOf(path)).toBe('initiating');
});

test('deactivation takes the accounts along and leaves the cards, which cannot pay', async () => {
	const card = await scene.activeCard();
	const { customerId } = (await scene.client.get(`/accounts/${card.accountId}`)).data;
	const path = `/customers/${customerId}`;
	expect(refusal(await scene.client.patch(`${path}/activate`))).toEqual(INVALID_TRANSITION);
	await scene.client.patch(`${path}/deactivate`);
	expect(refusal(await scene.client.patch(`${path}/deactivate`))).toEqual(INVALID_TRANSITION);
	expect(await statusOf(`/accounts/${card.accountId}`)).toBe('inactive');
	expect(await statusOf(`/cards/${card.id}`)).toBe('active');
	const body = { amount: '1', currency: 'EUR', capture: true };
	const pay = () => scene.client.post(`/simulator/cards/${card.id}/authorisation`, body);
	expect(refusal(await pay())).toEqual([400, expect.stringContaining('inactive cannot pay')]);
	await scene.client.patch(`${path}/activate`);
	expect(await statusOf(`/accounts/${card.accountId}`)).toBe('active');
	expect((await pay()).status).toBe(201);
});

test('nothing is left to sign once the challenge is signed', async () => {
	const id = await scene.activeCustomer();
	expect(refusal(await scene.client.get(`/customers/${id}/challenge`))).toEqual([
		400,
		expect.stringContaining('no challenge is open'),
	]);
});
