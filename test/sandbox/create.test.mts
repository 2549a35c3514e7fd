// createSandbox: a sandbox in this process, from a seed and to one.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { createSandbox, type RunningSandbox, type Seed } from '../../sandbox/index.mts';
import { DEMO_ACCOUNTS } from '../../sandbox/world.mts';
import { SigningClient } from '../support/client.mts';
import { startReceiver } from '../support/receiver.mts';

const [CUSTOMER, ACCOUNT, CARD, OTHER, HOLD, DEBIT] = [1, 2, 3, 4, 5, 6].map(
	(number) => `0000000${number}-0000-4000-8000-000000000000`,
);
const SEED: Seed = {
	clock: '2030-03-04T05:06:07.000Z',
	settings: { secondCard: 409 },
	customers: [{ id: CUSTOMER, holder: 'Mia Example' }],
	accounts: [{ id: ACCOUNT, customerId: CUSTOMER, currencies: ['GBP'] }],
	cards: [
		{ id: CARD, accountId: ACCOUNT },
		{ id: OTHER, accountId: ACCOUNT, type: 'physical', status: 'issuing' },
	],
	authorisations: [{ id: HOLD, cardId: CARD, amount: '12.00' }],
	transactions: [{ id: DEBIT, cardId: CARD, amount: '10', currency: 'EUR' }],
};

const open: RunningSandbox[] = [];
async function create(...given: Parameters<typeof createSandbox>): Promise<RunningSandbox> {
	const sandbox = await createSandbox(...given);
	open.push(sandbox);
	return sandbox;
}
afterEach(async () => {
	await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

test('two in one process, each with a clock and a state of its own', async () => {
	const [one, other] = await Promise.all([create({ clock: '2031-01-01' }), create({ cards: 20 })]);
	expect(one.port).not.toBe(other.port);
	expect(one.clock.now().getUTCFullYear()).toBe(2031);
	expect(Math.abs(other.clock.now().getTime() - Date.now())).toBeLessThan(5_000);
	expect((await other.call('GET', '/cards')).body).toHaveLength(20);
	expect((await one.call('GET', '/cards')).body).toHaveLength(
		DEMO_ACCOUNTS.flatMap(({ cards }) => cards).length,
	);
	expect((await new SigningClient(other.info).get('/cards')).data).toHaveLength(20);
});

test('a seed: what is not given is filled in', async () => {
	const sandbox = await create({ seed: SEED });
	expect(sandbox.clock.now().toISOString().slice(0, 16)).toBe('2030-03-04T05:06');
	const read = async (path: string) => (await sandbox.call('GET', path)).body;
	expect(await read(`/cards/${CARD}`)).toMatchObject({
		status: 'active',
		type: 'virtual',
		name: 'Mia Example',
		expirationDate: '03/2033',
	});
	expect(await read(`/cards/${OTHER}`)).not.toHaveProperty('name');
	expect(await read(`/authorisations/${HOLD}`)).toMatchObject({
		status: 'pending',
		amount: '12',
		currency: 'GBP',
		accountId: ACCOUNT,
	});
	expect(await read(`/cards/${CARD}/transactions`)).toEqual([
		expect.objectContaining({ status: 'processed', amount: '8.57', merchantAmount: '10' }),
	]);
	const body = {
		type: 'virtual',
		billingAddress: { firstLine: '1', city: 'a', country: 'GB', postCode: '1' },
	};
	expect((await sandbox.call('POST', `/accounts/${ACCOUNT}/cards`, body)).status).toBe(409);
});

test('reset: as at the start, with the same credentials', async () => {
	const sandbox = await create({ seed: SEED });
	const start = sandbox.dump();
	const { info } = sandbox;
	const receiver = await startReceiver();
	await sandbox.call('PUT', '/webhooks', { callbackUrl: receiver.url, types: ['card.updated'] });
	await sandbox.call('PATCH', `/cards/${CARD}/deactivate`);
	await sandbox.clock.moveBy('1mo');
	expect(receiver.received.map(({ json }) => json.status)).toEqual(['inactive']);
	sandbox.fault({ kind: 'status', path: '/cards$' });
	expect((await sandbox.call('GET', '/cards')).status).toBe(503);
	expect(sandbox.calls().at(-1)?.fault).toBe('status');
	sandbox.fault({ kind: 'status', path: '/cards$' });
	await sandbox.reset();
	await receiver.close();
	expect(sandbox.info).toEqual(info);
	expect(sandbox.calls()).toEqual([]);
	const { clock, ...state } = sandbox.dump();
	expect({ ...state, clock: clock?.slice(0, 16) }).toEqual(
		// What was filled in carries the moment.
		JSON.parse(JSON.stringify({ ...start, clock: start.clock?.slice(0, 16) }), (key, value) =>
			/(created|updated)At/.test(key) ? expect.stringMatching(/^2030-03-04T05:06/) : value,
		),
	);
	expect((await sandbox.call('GET', '/cards')).status).toBe(200);
});

test.each(['json', 'yaml'])('a dump is a seed: the same state again (%s)', async (form) => {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	try {
		const first = await create({ cards: 30, settings: { stepMs: 3_600_000 } });
		const cards = (await first.call('GET', '/cards')).body as Array<{ id: string; status: string }>;
		const { id } = cards.find(({ status }) => status === 'active') ?? cards[0];
		const pay = { amount: '3', currency: 'EUR', capture: true };
		expect((await first.call('POST', `/simulator/cards/${id}/authorisation`, pay)).status).toBe(
			201,
		);
		const state = first.dump();
		expect(state.steps).toEqual([
			expect.objectContaining({ kind: 'capture' }),
			expect.objectContaining({ kind: 'expire' }),
		]);
		const file = join(folder, `state.${form}`);
		writeFileSync(file, form === 'json' ? JSON.stringify(state) : stringify(state));
		const { clock, steps, ...again } = (await create({ seed: file })).dump();
		const { clock: before, steps: stepsBefore, ...rest } = state;
		expect(again).toEqual(rest);
		expect(steps?.map(({ kind, entityId }) => [kind, entityId])).toEqual(
			stepsBefore?.map(({ kind, entityId }) => [kind, entityId]),
		);
		expect(clock?.slice(0, 15)).toBe(before?.slice(0, 15));
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test.each<[unknown, RegExp]>([
	[[], /does not fit seed.schema.json: it must be object/],
	[{ colour: 'red' }, /must NOT have additional properties \(colour\)/],
	[{ cards: [{ id: CARD }] }, /\/cards\/0 must have required property 'accountId'/],
	[
		{ cards: [{ id: CARD, accountId: ACCOUNT }] },
		/The seed's cards\[0\]: there is no account 00000002/,
	],
	[{ accounts: [{ id: ACCOUNT, customerId: CUSTOMER }] }, /accounts\[0\]: there is no customer/],
	[
		{ transactions: [{ id: DEBIT, amount: '1' }] },
		/transactions\[0\]: it names no card or account/,
	],
	[
		{ ...SEED, transactions: [{ id: DEBIT, cardId: CARD, amount: '1', currency: 'XXX' }] },
		/has no rate for XXX/,
	],
	[
		{ customers: [{ id: CUSTOMER }, { id: CUSTOMER, holder: 'Other' }] },
		/The seed's customers\[1\]: its id 00000001\S+ is another one's already/,
	],
	[{ clock: 'soon' }, /\/clock must match format "date-time"/],
])('the seed %j is refused in words', async (seed, words) => {
	await expect(createSandbox({ seed: seed as Seed })).rejects.toThrow(words);
});

test('a port that is taken is said, and nothing stays open', async () => {
	const { port } = await create();
	await expect(createSandbox({ port })).rejects.toThrow(/EADDRINUSE/);
});
