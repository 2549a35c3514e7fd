// The audit of payments on a sandbox in which each of its matters is planted, and beside it what it must not find.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { watchedPayments, WATCHED_RULES, type Watched } from '../../sandbox/seed/watched.mts';
import { runNode } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { expectNoSecrets } from '../support/secrets.mts';
import { aboutOf, expectedOf, seedFileOf } from '../support/watched.mts';

let api: OffBlocks;
let people: Watched[];
beforeAll(async () => {
	people = [...watchedPayments(Date.now())];
	const { file, remove } = seedFileOf(people);
	api = await startOffBlocks({ args: ['--seed', file] });
	remove();
}, 60_000);
beforeEach(() => api.forgetCalls());
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const run = async (operation: string, parameters: IDataObject = {}, more: object = {}) =>
	await runNode({ resource: 'transaction', operation, ...parameters } as never, {
		credentials: api.credentials(),
		...more,
	});
const all = () => ({
	rules: WATCHED_RULES,
	authorisationIds: people.flatMap(({ holdIds }) => holdIds).join(', '),
	options: { concurrency: 20 },
});
const schemaOf = (name: string) =>
	JSON.parse(
		readFileSync(
			join(__dirname, `../../dist/nodes/OffBlocks/__schema__/v1.0.0/transaction/${name}.json`),
			'utf8',
		),
	) as { properties: object };

it('finds all that is planted and nothing besides, from one read of each account', async () => {
	const { outputs, error } = await run('audit', all());
	expect(error).toBeUndefined();
	const findings = outputs[0].map(({ json }) => json as never);
	expect(findings.map(aboutOf).sort()).toEqual(expectedOf(people));
	const accounts = people.flatMap((person) => person.accounts);
	const reads = (await api.calls(/\/accounts\/.*\/transactions$/)).map(({ path }) => path);
	expect(reads.length).toBe(accounts.length);
	expect(new Set(reads).size).toBe(accounts.length);
	const [{ json: summary }] = outputs[1];
	expect(summary).toMatchObject({
		accounts: accounts.length,
		cards: people.flatMap(({ cards }) => cards).length,
		transactions: people.flatMap(({ transactions }) => transactions).length,
		findings: findings.length,
		worstSeverity: 'critical',
	});
	const named = Object.keys(schemaOf('audit').properties);
	for (const finding of findings)
		expect(named).toEqual(expect.arrayContaining(Object.keys(finding)));
});

it('has the same findings, in the same order, however the accounts are read', async () => {
	const ids = async (concurrency: number) =>
		(await run('audit', { ...all(), outputs: 'items', options: { concurrency } })).json.map(
			({ id }) => id,
		);
	const one = await ids(1);
	await api.fault({
		kind: 'latency',
		path: '/transactions',
		latencyMs: 30,
		probability: 0.3,
		times: 20,
	});
	expect(await ids(20)).toEqual(one);
	expect(new Set(one).size).toBe(one.length);
});

it('attaches a report and a CSV that a CSV reader understands', async () => {
	const { outputs } = await run('audit', { ...all(), reports: ['html', 'csv'] });
	const files = outputs[1][0].binary!;
	const text = (name: string) => Buffer.from(files[name].data, 'base64').toString();
	// None of these texts has a line break; those with a comma are quoted.
	const cells = (line: string) =>
		[...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell);
	const [headings, ...lines] = text('findings').trimEnd().split('\r\n');
	const column = cells(headings).indexOf('findingId');
	expect(lines.map((line) => cells(line)[column])).toEqual(outputs[0].map(({ json }) => json.id));
	expect(headings).toContain(',amount,currency,merchant,country,transactionId,authorisationId,');
	const page = text('report');
	expect(page).toContain('<h1 class="ink"');
	expect(page).toContain('Payment audit');
	expect(Buffer.byteLength(page)).toBeLessThan(95_000);
	expect(files.report.fileName).toMatch(/^payment-audit-\d{4}-\d\d-\d\d\.html$/);
});

it('reads certain accounts only, and says of one that is not there that it is not', async () => {
	const [{ accounts, expected }] = people;
	const { outputs } = await run('audit', {
		scope: 'accounts',
		accountIds: accounts[0].id,
		...all(),
	});
	const about = outputs[0].map(({ json }) => aboutOf(json as never));
	expect(about).toEqual(expect.arrayContaining(expected.map(({ rule, id }) => `${rule} ${id}`)));
	expect(outputs[1][0].json).toMatchObject({ accounts: 1 });
	const none = '00000000-0000-4000-8000-000000000000';
	expect((await run('audit', { scope: 'accounts', accountIds: none })).error?.message).toContain(
		'404',
	);
});

it('names all that is wrong with its settings before any request', async () => {
	const { error } = await run('audit', {
		lookBack: 0,
		authorisationIds: 'hold 7',
		rules: {
			largePayment: { amount: '' },
			spentInDay: { limit: '5 EURO', per: 'shop' },
			cardTesting: { threshold: 1, minutes: 0, smallAmount: '-1' },
			listedMerchant: {},
			merchantCountryNotAllowed: { countries: [] },
		},
	});
	for (const words of [
		'Look Back must be a whole number from 1 to 36500',
		'"hold 7" is not a UUID',
		'Large Payment: Amount is empty',
		'"5 EURO" is not an amount like 500 or 500 EUR',
		'Per must be one of card, account, customer',
		'Payments must be a whole number from 2 to 1000',
		'Minutes must be a whole number from 1 to 10080',
		'"-1" is not an amount',
		'name at least one merchant or MCC code',
		'choose the countries that are allowed',
	]) {
		expect(error?.message).toContain(words);
	}
	expect(await api.calls(/./)).toEqual([]);
});

it('an account that cannot be read fails the item; then nothing comes out', async () => {
	await api.fault({ kind: 'status', path: '/transactions', status: 400, times: 1, skip: 3 });
	const { error, outputs } = await run('audit', {
		...all(),
		options: { maxRetries: 0, concurrency: 2 },
	});
	expect(error?.message).toContain('400');
	expect(outputs).toEqual([]);
});

describe('Get Spending', () => {
	const whole = { period: 'all', groupBy: 'currency', options: { concurrency: 20 } };

	it('adds up what the accounts have, in exact decimals, and names each field in its schema', async () => {
		const { outputs, error } = await run('spending', {
			...whole,
			groupBy: 'card',
			thenBy: 'merchant',
		});
		expect(error).toBeUndefined();
		const debits = people
			.flatMap(({ transactions }) => transactions)
			.filter(({ direction, status }) => direction === 'debit' && status !== 'reversed');
		const cents = (amount: unknown) => BigInt(Math.round(Number(amount) * 100));
		const total = debits.reduce((sum, { amount }) => sum + cents(amount), 0n);
		const rows = outputs[0].map(({ json }) => json);
		expect(rows.reduce((sum, { spent }) => sum + cents(spent), 0n)).toBe(total);
		expect(outputs[1][0].json.totals).toMatchObject([{ currency: 'EUR', payments: debits.length }]);
		const named = Object.keys(schemaOf('spending').properties).filter((name) => name !== 'before');
		expect(Object.keys(rows[0]).sort()).toEqual(named.sort());
	});

	it('attaches a CSV and a report', async () => {
		const { outputs } = await run('spending', {
			...whole,
			groupBy: 'country',
			reports: ['html', 'page', 'csv'],
		});
		const files = outputs[1][0].binary!;
		const text = (name: string) => Buffer.from(files[name].data, 'base64').toString();
		const lines = text('spending').trimEnd().split('\r\n');
		const column = lines[0].split(',').indexOf('spent');
		expect(lines.slice(1).map((line) => line.split(',')[column])).toEqual(
			outputs[0].map(({ json }) => json.spent),
		);
		expect(text('report')).toContain('United Kingdom');
		expect(outputs[1][0].json.html).toBe(text('report'));
	});

	it('compares this month with as much of the last one, and refuses what cannot be compared', async () => {
		const { outputs, error } = await run('spending', {
			groupBy: 'merchant',
			period: 'thisMonth',
			compareBefore: true,
			options: { concurrency: 20 },
		});
		expect(error).toBeUndefined();
		expect(outputs[0].every(({ json }) => typeof json.before === 'object')).toBe(true);
		const refused = await run('spending', { groupBy: 'day', thenBy: 'day', compareBefore: true });
		expect(refused.error?.message).toContain('Group By and Then By are the same');
		expect(refused.error?.message).toContain('does not go with groups by Day');
		const empty = await run('spending', { period: 'custom', customPeriod: {} });
		expect(empty.error?.message).toContain('Custom Period: add From or Before');
	});
});

it.each([
	['card', 'audit'],
	['account', 'audit'],
	['transaction', 'audit'],
	['transaction', 'spending'],
])('%s/%s gives each file that it offers', async (resource, operation) => {
	const ask = async (reports: string[]) => {
		const { outputs, error } = await runNode(
			{ resource, operation, outputs: 'summary', reports } as never,
			{ credentials: api.credentials() },
		);
		expect(error).toBeUndefined();
		return outputs[0][0];
	};
	const page = await ask(['page']);
	expect(page.json.html).toMatch(/^<!DOCTYPE html>/);
	expect(page.binary).toBeUndefined();
	const file = await ask(['html']);
	expect(file.json.html).toBeUndefined();
	expect(file.binary?.report).toMatchObject({ mimeType: 'text/html' });
	const [table] = Object.values((await ask(['csv'])).binary ?? {});
	expect(table).toMatchObject({ mimeType: 'text/csv' });
});
