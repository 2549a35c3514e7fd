// The audit of accounts on a sandbox in which each of its matters is planted, and beside it what it must not find.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { plantedProgramme, PROGRAMME_RULES } from '../support/plantedProgramme.mts';
import { expectNoSecrets } from '../support/secrets.mts';

const { seed, people, roster, expected } = plantedProgramme(Date.now());

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

const RULES = PROGRAMME_RULES;
const items = roster.map((employee) => ({ employee }));
const run = async (parameters: IDataObject, items: IDataObject[] = [{}]) =>
	await runNode({ resource: 'account', operation: 'audit', ...parameters } as never, {
		credentials: api.credentials(),
		items,
	});

it('finds all that is planted and nothing besides, with the roster of all input items, in three requests', async () => {
	const { outputs, error } = await run({ rules: RULES }, items);
	expect(error).toBeUndefined();
	const found = outputs[0].map(({ json: { rule, accountId } }) => [rule, accountId]);
	expect(found.sort()).toEqual(expected);
	expect((await api.calls()).map(({ path }) => path)).toEqual([
		'/v1/customers',
		'/v1/accounts',
		'/v1/cards',
	]);
	expect(outputs[1]).toHaveLength(1);
	expect(outputs[1][0].json).toMatchObject({
		customers: people,
		accounts: people,
		findings: 8,
		byAccountStatus: { closed: 2 },
	});
});

it('attaches a report and a CSV', async () => {
	const { outputs } = await run({ rules: RULES, reports: ['html', 'csv'] }, items);
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
