import { DEMO_ACCOUNTS } from '../../../sandbox/world.mts';
import { SigningClient } from '../../support/client.mts';
import { type Sandbox, startSandbox } from '../../support/sandbox.mts';

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
	client = new SigningClient(sandbox.info);
});
afterAll(() => sandbox?.stop());

const newCard = async (status = 'active') =>
	(await sandbox.admin.post('/cards', { accountId: DEMO_ACCOUNTS[0]?.id, status })).data;
const pay = (cardId: string, body: unknown) =>
	client.post(`/simulator/cards/${cardId}/authorisation`, body);

describe('payments', () => {
	test('an authorisation waits, and a capture makes a transaction of it', async () => {
		const card = await newCard();
		const { status, data } = await pay(card.id, {
			amount: '20.50',
			currency: 'EUR',
			capture: false,
		});
		expect(status).toBe(201);
		expect(data).toMatchObject({
			cardId: card.id,
			accountId: card.accountId,
			status: 'pending',
			amount: '20.5',
			merchant: { mcc: 9999 },
		});
		const path = `/authorisations/${data.id}`;
		expect((await client.get(path)).data).toEqual(data);
		expect((await client.get(`/cards/${card.id}/transactions`)).data).toEqual([]);
		expect((await client.patch(`/simulator${path}/capture`)).status).toBe(204);
		expect((await client.get(path)).data.status).toBe('captured');
		const { data: transactions } = await client.get(`/cards/${card.id}/transactions`);
		expect(transactions).toEqual([
			expect.objectContaining({
				authorisationId: data.id,
				type: 'debit',
				status: 'completed',
				amount: '20.5',
			}),
		]);
		expect((await client.get(`/accounts/${card.accountId}/transactions`)).data).toEqual(
			transactions,
		);
		const again = await client.patch(`/simulator${path}/capture`);
		expect([again.status, again.data.message]).toEqual([
			400,
			expect.stringContaining('is captured'),
		]);
	});

	test('a release gives it back', async () => {
		const { data } = await pay((await newCard()).id, {
			amount: '1',
			currency: 'EUR',
			capture: false,
		});
		expect((await client.patch(`/simulator/authorisations/${data.id}/release`)).status).toBe(204);
		expect((await client.get(`/authorisations/${data.id}`)).data.status).toBe('released');
		const capture = await client.patch(`/simulator/authorisations/${data.id}/capture`);
		expect([capture.status, capture.data.message]).toEqual([
			400,
			expect.stringContaining('is released'),
		]);
	});

	test('capture is the default, and follows the pending answer', async () => {
		const card = await newCard();
		const { data } = await pay(card.id, { amount: '10.0', currency: 'EUR' });
		expect([data.status, data.amount]).toEqual(['pending', '10']);
		expect((await client.get(`/authorisations/${data.id}`)).data.status).toBe('captured');
		expect((await client.get(`/cards/${card.id}/transactions`)).data).toHaveLength(1);
	});

	test.each(['issuing', 'inactive', 'suspended', 'blocked', 'terminated'])(
		'a card that is %s cannot pay',
		async (state) => {
			const { status, data } = await pay((await newCard(state)).id, {
				amount: '1',
				currency: 'EUR',
			});
			expect([status, data.message]).toEqual([400, expect.stringContaining(`is ${state}`)]);
		},
	);

	test.each([
		{ amount: 10, currency: 'EUR' },
		{ amount: '-1', currency: 'EUR' },
		{ amount: '0', currency: 'EUR' },
		{ amount: '0.00', currency: 'EUR' },
		{ amount: '1', currency: 'euro' },
		{ amount: '1' },
	])('%j is refused', async (body) => {
		expect((await pay((await newCard()).id, body)).status).toBe(400);
	});
});

describe('customers', () => {
	test('are verified, and so their waiting accounts open', async () => {
		const { data: customers } = await client.get('/customers');
		const pending = customers.find(({ status }: { status: string }) => status === 'verifying');
		const path = `/customers/${pending.id}`;
		expect((await client.get(path)).data).toEqual(pending);
		expect((await client.patch(`/simulator${path}/verify`)).status).toBe(204);
		expect((await client.get(path)).data.status).toBe('active');
		const { data: accounts } = await client.get(`${path}/accounts`);
		expect(accounts.map(({ status }: { status: string }) => status)).toEqual(['active']);
		const again = await client.patch(`/simulator${path}/reject`);
		expect([again.status, again.data.message]).toEqual([400, expect.stringContaining('is active')]);
	});

	test('are rejected, and so their waiting accounts fail', async () => {
		const fresh = await startSandbox();
		try {
			const signer = new SigningClient(fresh.info);
			const { data: customers } = await signer.get('/customers');
			const { id } = customers.find(({ status }: { status: string }) => status === 'verifying');
			expect((await signer.patch(`/simulator/customers/${id}/reject`)).status).toBe(204);
			expect((await signer.get(`/customers/${id}`)).data.status).toBe('rejected');
			expect((await signer.get(`/customers/${id}/accounts`)).data).toEqual([
				expect.objectContaining({ status: 'failed' }),
			]);
		} finally {
			await fresh.stop();
		}
	});
});

describe('the small world', () => {
	test('holds the accounts that world.mts names, with their cards', async () => {
		const fresh = await startSandbox();
		try {
			const signer = new SigningClient(fresh.info);
			const { data: accounts } = await signer.get('/accounts');
			expect(
				accounts.map(({ id, customerId, status }: Record<string, string>) => ({
					id,
					customerId,
					status,
				})),
			).toEqual(DEMO_ACCOUNTS.map(({ id, customerId, status }) => ({ id, customerId, status })));
			for (const { id, cards, holder } of DEMO_ACCOUNTS) {
				const { data } = await signer.get(`/accounts/${id}/cards`);
				expect(data.map(({ type, status }: Record<string, string>) => ({ type, status }))).toEqual(
					cards,
				);
				for (const card of data) if (card.name !== undefined) expect(card.name).toBe(holder);
			}
			expect((await signer.get(`/accounts/${DEMO_ACCOUNTS[0]?.id}`)).data).toEqual(accounts[0]);
		} finally {
			await fresh.stop();
		}
	});

	test('has cards in every state and at least four accounts to issue one in', () => {
		const states = new Set(DEMO_ACCOUNTS.flatMap(({ cards }) => cards.map(({ status }) => status)));
		expect([...states].sort()).toEqual([
			'active',
			'blocked',
			'inactive',
			'issue_failed',
			'issuing',
			'suspended',
			'terminated',
		]);
		expect(
			DEMO_ACCOUNTS.filter(({ status, cards }) => status === 'active' && cards.length === 0).length,
		).toBeGreaterThanOrEqual(4);
	});
});
