import { DEMO_ACCOUNTS } from '../../sandbox/world.mts';
import { INVALID_TRANSITION, refusal, useScene } from './lifeCycle.mts';

const scene = useScene();
const NEW = { type: 'card_account', currencies: ['EUR'] };

test('an account goes the whole way, and gets its address when it is active', async () => {
	const customerId = await scene.activeCustomer();
	const made = await scene.client.post(`/customers/${customerId}/accounts`, NEW);
	expect(made.status).toBe(201);
	const { challenge, ...account } = made.data;
	expect(account).toEqual({
		id: expect.any(String),
		customerId,
		status: 'initiating',
		type: 'card_account',
		currencies: ['EUR'],
		createdAt: expect.any(String),
		updatedAt: account.createdAt,
	});
	expect(Buffer.from(challenge, 'base64').toString()).toMatch(/^[0-9a-f-]{36}$/);
	const path = `/accounts/${account.id}`;
	const signed = await scene.sign(path, challenge);
	expect([signed.status, signed.data]).toEqual([204, '']);
	await scene.untilStatuses(account.id, ['initiating', 'pending', 'active']);
	const active = (await scene.client.get(path)).data;
	expect(active.chainId).toMatch(/^eip155:300:0x[0-9a-f]{40}$/);
	expect((await scene.client.get(`/customers/${customerId}/accounts`)).data).toEqual([active]);
	expect((await scene.client.get('/accounts')).data).toContainEqual(active);
	expect((await scene.client.patch(`${path}/deactivate`)).data).toMatchObject({
		status: 'inactive',
		chainId: active.chainId,
	});
	expect((await scene.client.patch(`${path}/activate`)).data.status).toBe('active');
	const closed = await scene.client.delete(path);
	expect([closed.status, closed.data]).toEqual([204, '']);
	await scene.untilStatuses(
		account.id,
		'initiating pending active inactive active closed'.split(' '),
	);
});

test('each challenge that is fetched voids the one before, and is signed once', async () => {
	const customerId = await scene.activeCustomer();
	const { data } = await scene.client.post(`/customers/${customerId}/accounts`, NEW);
	const path = `/accounts/${data.id}`;
	const fetched = async () => (await scene.client.get(`${path}/challenge`)).data.challenge;
	const [first, second] = [await fetched(), await fetched()];
	expect(new Set([data.challenge, first, second]).size).toBe(3);
	for (const old of [data.challenge, first]) {
		expect(refusal(await scene.sign(path, old))).toEqual([
			400,
			expect.stringContaining('not the latest'),
		]);
	}
	expect((await scene.sign(path, second)).status).toBe(204);
	expect(refusal(await scene.sign(path, second))).toEqual([409, 'Challenge already signed']);
	await scene.untilStatuses(data.id, ['initiating', 'pending', 'active']);
	expect(refusal(await scene.client.get(`${path}/challenge`))).toEqual([
		400,
		expect.stringContaining('nothing waits to be signed'),
	]);
});

test('closing issues a challenge for the deletion, which is signed without further ado', async () => {
	const id = await scene.activeAccount();
	const path = `/accounts/${id}`;
	await scene.client.delete(path);
	const { challenge } = (await scene.client.get(`${path}/challenge`)).data;
	expect((await scene.sign(path, challenge)).status).toBe(204);
	expect(refusal(await scene.sign(path, challenge))).toEqual([409, 'Challenge already signed']);
	expect((await scene.client.get(path)).data.status).toBe('closed');
});

const ALLOWED: Record<string, Record<string, string>> = {
	initiating: {},
	pending: { close: 'closed' },
	active: { deactivate: 'inactive', close: 'closed' },
	inactive: { activate: 'active', close: 'closed' },
	closed: {},
	failed: {},
};

describe.each(Object.keys(ALLOWED))('an account that is %s', (state) => {
	test.each(['activate', 'deactivate', 'close'])('%s', async (action) => {
		const { data } = await scene.sandbox.admin.post('/accounts', { status: state });
		const path = `/accounts/${data.id}`;
		const answer =
			action === 'close'
				? await scene.client.delete(path)
				: await scene.client.patch(`${path}/${action}`);
		const next = ALLOWED[state]?.[action];
		if (next === undefined) expect(refusal(answer)).toEqual(INVALID_TRANSITION);
		else expect(answer.status).toBe(action === 'close' ? 204 : 200);
		expect((await scene.client.get(path)).data.status).toBe(next ?? state);
	});
});

test.each([
	['no currency', { type: 'card_account', currencies: [] }],
	['two currencies', { type: 'card_account', currencies: ['EUR', 'GBP'] }],
	['the type in capitals', { type: 'CARD_ACCOUNT', currencies: ['EUR'] }],
	['no type', { currencies: ['EUR'] }],
])('an account with %s is a 400', async (_, body) => {
	const path = `/customers/${DEMO_ACCOUNTS[0]?.customerId}/accounts`;
	expect((await scene.client.post(path, body)).status).toBe(400);
});
