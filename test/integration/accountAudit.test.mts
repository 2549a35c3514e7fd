// The audit of accounts on a sandbox in which each of its matters is planted, and beside it what it must not find.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { expectNoSecrets } from '../support/secrets.mts';

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const born = { createdAt: ago(200), updatedAt: ago(100) };
const idOf = (letter: string, number: number) =>
	`${letter}1000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

interface Plant {
	customer?: object;
	account?: object;
	/** One card in order where there is no other word. */
	cards?: object[];
}

const terminated = (days: number) => ({
	status: 'terminated',
	createdAt: ago(days + 1),
	updatedAt: ago(days),
});
const address = (firstLine: string) => ({
	firstLine,
	city: 'London',
	country: 'GB',
	postCode: 'NW6 2FG',
});
const shared = (firstLine: string) => ({ cards: [{ billingAddress: address(firstLine) }] });

const PLANTS: Plant[] = [
	{},
	{ account: { status: 'closed' } },
	{ account: { status: 'closed' }, cards: [terminated(9)] },
	{ customer: { status: 'rejected' } },
	{ cards: [] },
	{ cards: [], account: { createdAt: ago(3) } },
	{ customer: { externalId: 'stranger' } },
	{ cards: [terminated(30), terminated(20), terminated(10), { createdAt: ago(9) }] },
	{ cards: [terminated(30), terminated(20), { createdAt: ago(9) }] },
	shared('1 Common Street'),
	shared('1 common street.'),
	shared('1 Common  Street'),
	shared('2 Common Street'),
	shared('2 Common Street'),
	{ cards: [{ network: 'visa', maskedPan: '411111******1111' }] },
	...Array.from({ length: 5 }, () => ({ cards: [{ createdAt: ago(2) }] })),
];

const seed = { customers: [], accounts: [], cards: [] } as Record<string, object[]>;
for (const [n, { customer, account, cards = [{}] }] of PLANTS.entries()) {
	seed.customers.push({ id: idOf('c', n), externalId: `HR-${n}`, ...born, ...customer });
	seed.accounts.push({
		id: idOf('a', n),
		customerId: idOf('c', n),
		chainId: `eip155:300:0x${String(n).padStart(40, '0')}`,
		...born,
		...account,
	});
	for (const [at, card] of cards.entries()) {
		seed.cards.push({
			id: idOf('d', n * 100 + at),
			accountId: idOf('a', n),
			type: 'virtual',
			network: 'mastercard',
			maskedPan: '530518******0000',
			billingAddress: address(`${n} Own Road`),
			...born,
			...card,
		});
	}
}

let api: OffBlocks;
beforeAll(async () => {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-seed-'));
	writeFileSync(join(folder, 'seed.json'), JSON.stringify(seed));
	api = await startOffBlocks({ args: ['--seed', join(folder, 'seed.json')] });
	rmSync(folder, { recursive: true });
});
beforeEach(() => api.forgetCalls());
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const RULES = {
	notOnRoster: { enabled: true, roster: '={{ $json.employee }}' },
	networkNotAllowed: { enabled: true, networks: ['mastercard'], bins: '530518' },
	issuedInBurst: { enabled: true, threshold: 5 },
};
const roster = PLANTS.map((_, n) => ({ employee: n === 6 ? 'somebody else' : `hr-${n}` }));
const run = async (parameters: IDataObject, items: IDataObject[] = [{}]) =>
	await runNode({ resource: 'account', operation: 'audit', ...parameters } as never, {
		credentials: api.credentials(),
		items,
	});

it('finds all that is planted and nothing besides, with the roster of all input items, in three requests', async () => {
	const { outputs, error } = await run({ rules: RULES }, roster);
	expect(error).toBeUndefined();
	const found = outputs[0].map(({ json: { rule, accountId } }) => [rule, accountId]);
	expect(found.sort()).toEqual(
		[
			['liveOnEnded', idOf('a', 1)],
			['liveOnEnded', idOf('a', 3)],
			['accountWithoutCard', idOf('a', 4)],
			['notOnRoster', idOf('a', 6)],
			['reissued', idOf('a', 7)],
			['sharedAddress', idOf('a', 11)],
			['networkNotAllowed', idOf('a', 14)],
			['issuedInBurst', idOf('a', 19)],
		].sort(),
	);
	expect((await api.calls()).map(({ path }) => path)).toEqual([
		'/v1/customers',
		'/v1/accounts',
		'/v1/cards',
	]);
	expect(outputs[1]).toHaveLength(1);
	expect(outputs[1][0].json).toMatchObject({
		customers: PLANTS.length,
		accounts: PLANTS.length,
		findings: 8,
		byAccountStatus: { closed: 2 },
	});
});

it('attaches a report and a CSV', async () => {
	const { outputs } = await run({ rules: RULES, reports: ['html', 'csv'] }, roster);
	const files = outputs[1][0].binary!;
	const text = (name: string) => Buffer.from(files[name].data, 'base64').toString();
	expect(text('report')).toContain('Account audit');
	expect(text('findings').trimEnd().split('\r\n')).toHaveLength(9);
});

it('refuses an empty roster, and names what is wrong with settings', async () => {
	const { error } = await run({ rules: { notOnRoster: { roster: '={{ $json.employee }}' } } });
	expect(error?.message).toContain('Not on the Roster: Roster is empty');
	const odd = await run({
		rules: {
			notOnRoster: { roster: 'HR-1', by: 'iris scan' },
			networkNotAllowed: { bins: '53x' },
			issuedInBurst: { hours: 0 },
		},
	});
	for (const words of ['Compare must be', '"53x" is not a BIN', 'Hours must be a whole number']) {
		expect(odd.error?.message).toContain(words);
	}
	expect(await api.calls(/./)).toEqual([]);
});
