// What the issuer's side does, by the /_sandbox routes: each with the event that OffBlocks sends.
import { randomUUID } from 'node:crypto';
import { eventually } from '../support/eventually.mts';
import { INVALID_TRANSITION, refusal, useScene } from './lifeCycle.mts';

const scene = useScene();
const post = (path: string, body?: object) =>
	scene.sandbox.admin.post(path, body, { validateStatus: () => true });
const patch = (path: string, body: object) =>
	scene.sandbox.admin.patch(path, body, { validateStatus: () => true });
const SHOP = { id: 'M77', name: 'Own Shop', mcc: 742, country: 'DE', city: 'Bremen' };

/** Which of suspend, restore, block and close a card in each state can have (the vendor's Card States). */
const ALLOWED: Record<string, Record<string, string>> = {
	issuing: { close: 'terminated' },
	issue_failed: {},
	active: { suspend: 'suspended', block: 'blocked', close: 'terminated' },
	inactive: { close: 'terminated' },
	suspended: { restore: 'active', block: 'blocked', close: 'terminated' },
	blocked: {},
	terminated: {},
};
const EVERY = Object.entries(ALLOWED).flatMap(([from, allowed]) =>
	['suspend', 'restore', 'block', 'close'].map(
		(action) => [from, action, allowed[action] as string | undefined] as const,
	),
);

test.each(EVERY)('a card that is %s: %s leads to %s', async (from, action, to) => {
	const { data: card } = await post('/cards', { status: from });
	const answer = await post(`/cards/${card.id}/${action}`);
	if (to === undefined) {
		expect(refusal(answer)).toEqual(INVALID_TRANSITION);
		expect((await scene.client.get(`/cards/${card.id}`)).data).toEqual(card);
		return;
	}
	const changed = { ...card, status: to, updatedAt: expect.any(String) };
	expect([answer.status, answer.data]).toEqual([200, changed]);
	expect((await scene.client.get(`/cards/${card.id}`)).data).toEqual(answer.data);
	await scene.untilStatuses(card.id, [to]);
});

test('an account is closed by the issuer', async () => {
	const { data: account } = await post('/accounts', {});
	expect((await post(`/accounts/${account.id}/close`)).data.status).toBe('closed');
	await scene.untilStatuses(account.id, ['closed']);
	expect(refusal(await post(`/accounts/${account.id}/close`))).toEqual(INVALID_TRANSITION);
});

test('nothing is planted over what is there', async () => {
	const { data: account } = await post('/accounts', { holder: 'First Holder' });
	const { data: card } = await post('/cards', { accountId: account.id });
	expect(refusal(await post('/cards', { id: card.id, status: 'blocked' }))).toEqual([
		409,
		`The card ${card.id} exists already. PATCH /_sandbox/cards/${card.id} changes it.`,
	]);
	expect(refusal(await post('/accounts', { id: account.id, holder: 'Other' }))).toEqual([
		409,
		expect.stringContaining(`PATCH /_sandbox/accounts/${account.id}`),
	]);
	expect((await scene.client.get(`/cards/${card.id}`)).data).toEqual(card);
	const changed = await patch(`/cards/${card.id}`, { status: 'inactive', network: null });
	const { network, ...rest } = card;
	expect(network).toBeDefined();
	expect(changed.data).toEqual({ ...rest, status: 'inactive' });
	const { data } = await patch(`/accounts/${account.id}`, { status: 'inactive' });
	expect([data.status, data.customerId]).toEqual(['inactive', account.customerId]);
	expect((await patch(`/cards/${randomUUID()}`, {})).status).toBe(404);
	expect((await patch(`/cards/${card.id}`, { status: 'lost' })).status).toBe(400);
	expect(scene.statuses(card.id)).toEqual([]);
});

test('a payment with a merchant of one’s own, a new amount, other fees, and a refund of it', async () => {
	const card = await scene.activeCard();
	const body = { cardId: card.id, amount: '40', currency: 'EUR', merchant: SHOP };
	const { data: hold } = await post('/payments', { ...body, capture: false });
	expect(hold).toMatchObject({ status: 'pending', amount: '40', merchant: SHOP });
	expect((await patch(`/authorisations/${hold.id}`, { amount: '35.10' })).data).toMatchObject({
		status: 'pending',
		amount: '35.1',
		merchantAmount: '35.1',
		merchant: SHOP,
	});
	await scene.untilStatuses(hold.id, ['pending', 'pending']);
	await scene.client.patch(`/simulator/authorisations/${hold.id}/capture`);
	const debit = await eventually(async () => {
		const { data } = await scene.client.get(`/cards/${card.id}/transactions`);
		expect(data).toEqual([expect.objectContaining({ amount: '35.1', status: 'processed' })]);
		return data[0];
	});
	expect(refusal(await patch(`/authorisations/${hold.id}`, { amount: '1' }))[0]).toBe(400);
	const fees = [{ type: 'service', tokenAmount: '0.5' }];
	expect((await scene.sandbox.admin.put(`/transactions/${debit.id}/fees`, fees)).data).toEqual({
		...debit,
		fees,
		updatedAt: expect.any(String),
	});
	await scene.untilStatuses(debit.id, ['processing', 'processed', 'processed']);
	const { data: credit } = await post('/refunds', { transactionId: debit.id, amount: '5', fees });
	expect(credit).toMatchObject({ direction: 'credit', amount: '5', merchant: SHOP, fees });
	await scene.untilStatuses(credit.id, ['processing', 'processed']);
	expect(refusal(await post('/refunds', { transactionId: credit.id }))).toEqual([
		400,
		expect.stringContaining('only a debit'),
	]);
});

test.each([
	['/payments', { cardId: randomUUID(), amount: '1', currency: 'EUR' }, 404],
	['/payments', { cardId: randomUUID(), amount: '-1', currency: 'EUR' }, 400],
	['/refunds', { transactionId: randomUUID() }, 404],
	['/refunds', { cardId: randomUUID(), amount: '1', currency: 'EUR' }, 404],
	['/refunds', { amount: '1', currency: 'EUR' }, 400],
	[`/cards/${randomUUID()}/suspend`, undefined, 404],
	[`/accounts/${randomUUID()}/close`, undefined, 404],
	[`/transactions/${randomUUID()}/reverse`, undefined, 404],
])('%s with %j is a %d', async (path, body, status) => {
	expect((await post(path, body)).status).toBe(status);
});
