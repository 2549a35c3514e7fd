import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SigningClient } from '../support/client.mts';
import { eventually } from '../support/eventually.mts';
import { ownSandbox } from '../support/sandbox.mts';
import { refusal, useScene } from './lifeCycle.mts';

const scene = useScene();
const pay = (cardId: string, body: object) =>
	scene.client.post(`/simulator/cards/${cardId}/authorisation`, body);
const EUR = { amount: '20.50', currency: 'EUR' };

let card: { id: string; accountId: string };
beforeAll(async () => {
	card = await scene.activeCard();
});

/** The transactions of the card that belong to a hold. */
const transactionsOf = async (authorisationId: string) =>
	(await scene.client.get(`/cards/${card.id}/transactions`)).data.filter(
		(one: { authorisationId?: string }) => one.authorisationId === authorisationId,
	);

test('a hold waits, is captured by itself once told, and a transaction follows', async () => {
	const { status, data: hold } = await pay(card.id, { ...EUR, capture: false });
	expect(status).toBe(201);
	expect(hold).toEqual({
		id: expect.any(String),
		accountId: card.accountId,
		cardId: card.id,
		status: 'pending',
		amount: '20.5',
		currency: 'EUR',
		merchantAmount: '20.5',
		merchantCurrency: 'EUR',
		exchangeRate: '1',
		merchant: { id: 'TEST', name: 'Test Merchant', mcc: 9999, country: 'GB', city: 'London' },
		createdAt: expect.any(String),
		updatedAt: hold.createdAt,
	});
	expect((await scene.client.get(`/authorisations/${hold.id}`)).data).toEqual(hold);
	expect(await transactionsOf(hold.id)).toEqual([]);
	const captured = await scene.client.patch(`/simulator/authorisations/${hold.id}/capture`);
	expect([captured.status, captured.data]).toEqual([202, '']);
	await scene.untilStatuses(hold.id, ['pending', 'capturing', 'captured']);
	const [transaction] = await transactionsOf(hold.id);
	await scene.untilStatuses(transaction.id, ['processing', 'processed']);
	const { data: settled } = await scene.client.get(`/transactions/${transaction.id}`);
	expect(settled).toEqual({
		...hold,
		id: transaction.id,
		authorisationId: hold.id,
		status: 'processed',
		direction: 'debit',
		tokenAmount: '22.14',
		token: expect.stringMatching(/^eip155:300\/erc20:0x[0-9a-f]{40}$/),
		fees: [
			{ type: 'partner', tokenAmount: '0.1107' },
			{ type: 'service', tokenAmount: '0.2214' },
			{ type: 'network', tokenAmount: '0.1' },
		],
		chainTransactions: [
			{
				chainId: expect.stringMatching(/^eip155:300:0x[0-9a-f]{64}$/),
				createdAt: expect.any(String),
			},
		],
		createdAt: expect.any(String),
		updatedAt: expect.any(String),
	});
	const { data: ofAccount } = await scene.client.get(`/accounts/${card.accountId}/transactions`);
	expect(ofAccount).toContainEqual(settled);
	const { data: assets } = await scene.client.get('/assets?chain=eip155:300');
	expect(assets.map(({ id }: { id: string }) => id)).toContain(settled.token);
	expect(refusal(await scene.client.patch(`/simulator/authorisations/${hold.id}/release`))).toEqual(
		[400, expect.stringContaining('is captured; only a pending one')],
	);
});

test('a hold is released', async () => {
	const { data: hold } = await pay(card.id, { ...EUR, capture: false });
	const path = `/simulator/authorisations/${hold.id}`;
	const released = await scene.client.patch(`${path}/release`);
	expect([released.status, released.data]).toEqual([202, '']);
	await scene.untilStatuses(hold.id, ['pending', 'releasing', 'released']);
	expect(refusal(await scene.client.patch(`${path}/capture`))).toEqual([
		400,
		expect.stringContaining('is released'),
	]);
	expect(await transactionsOf(hold.id)).toEqual([]);
});

test('with capture the answer still says pending, and the rest follows', async () => {
	const { data: hold } = await pay(card.id, { amount: '10.0', currency: 'EUR', capture: true });
	expect([hold.status, hold.amount]).toEqual(['pending', '10']);
	await scene.untilStatuses(hold.id, ['pending', 'capturing', 'captured']);
	expect(await transactionsOf(hold.id)).toHaveLength(1);
});

test("another currency is converted into the account's, cut off at the cent", async () => {
	const { data } = await pay(card.id, { amount: '33.33', currency: 'GBP', capture: false });
	expect(data).toMatchObject({
		amount: '38.88',
		currency: 'EUR',
		merchantAmount: '33.33',
		merchantCurrency: 'GBP',
		exchangeRate: '1.166667',
	});
});

test('amounts keep every digit', async () => {
	const amount = '123456789012345678.01';
	const { data } = await pay(card.id, { amount, currency: 'EUR', capture: true });
	expect(data.amount).toBe(amount);
	const [transaction] = await eventually(async () => {
		const found = await transactionsOf(data.id);
		expect(found).toHaveLength(1);
		return found;
	});
	expect(transaction.tokenAmount).toBe('133333332133333332.2508');
});

test.each(['issuing', 'inactive', 'suspended', 'blocked', 'terminated'])(
	'a card that is %s cannot pay',
	async (status) => {
		const { data } = await scene.sandbox.admin.post('/cards', { status });
		expect(refusal(await pay(data.id, { ...EUR, capture: true }))).toEqual([
			400,
			expect.stringContaining(`is ${status}`),
		]);
	},
);

test.each([
	{ amount: 10, currency: 'EUR', capture: true },
	{ amount: '-1', currency: 'EUR', capture: true },
	{ amount: '1e3', currency: 'EUR', capture: true },
	{ amount: '0', currency: 'EUR', capture: true },
	{ amount: '0.00', currency: 'EUR', capture: true },
	{ amount: '1', currency: 'euro', capture: true },
	{ amount: '1', currency: 'XXX', capture: true },
	{ amount: '1', capture: true },
	{ amount: '1', currency: 'EUR' },
])('%j is refused', async (body) => {
	expect((await pay(card.id, body)).status).toBe(400);
});

test('a refund is a credit without a hold; a transaction can be reversed once', async () => {
	const { admin } = scene.sandbox;
	const body = { cardId: card.id, amount: '5', currency: 'EUR' };
	const { data: refund } = await admin.post('/refunds', body);
	expect([refund.direction, refund.authorisationId]).toEqual(['credit', undefined]);
	await scene.untilStatuses(refund.id, ['processing', 'processed']);
	const reverse = () =>
		admin.post(`/transactions/${refund.id}/reverse`, undefined, { validateStatus: () => true });
	expect((await reverse()).data.status).toBe('reversing');
	await scene.untilStatuses(refund.id, 'processing processed reversing reversed'.split(' '));
	expect(
		(await scene.client.get(`/transactions/${refund.id}`)).data.chainTransactions,
	).toHaveLength(2);
	expect(refusal(await reverse())).toEqual([409, 'Invalid state transition']);
});

test('what is under way when the sandbox is killed goes on after the restart', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	const data = join(folder, 'sandbox.sqlite');
	const first = await ownSandbox({ data, args: ['--step-ms', '600000'] });
	let second: typeof first | undefined;
	try {
		const client = new SigningClient(first.info);
		const { data: cards } = await client.get('/cards');
		const active = cards.find(({ status }: { status: string }) => status === 'active');
		const path = `/simulator/cards/${active.id}/authorisation`;
		const { data: hold } = await client.post(path, { ...EUR, capture: false });
		await client.patch(`/simulator/authorisations/${hold.id}/capture`);
		await first.admin.put('/settings', { stepMs: 20 });
		const { data: other } = await client.post(path, { ...EUR, capture: true });
		await first.kill('SIGKILL');
		second = await ownSandbox({ data });
		const again = new SigningClient(second.info);
		await eventually(async () =>
			expect((await again.get(`/authorisations/${other.id}`)).data.status).toBe('captured'),
		);
		expect((await again.get(`/authorisations/${hold.id}`)).data.status).toBe('capturing');
	} finally {
		await first.kill('SIGKILL');
		await second?.stop();
		rmSync(folder, { recursive: true });
	}
});
