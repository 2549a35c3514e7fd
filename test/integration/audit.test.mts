import type { IDataObject } from 'n8n-workflow';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { runNode } from '../support/engine.mts';
import { expectNoSecrets } from '../support/secrets.mts';

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
/** `MM/YYYY` of the month that is `months` away. */
function month(months: number): string {
	const now = new Date();
	const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
	return `${first.toISOString().slice(5, 7)}/${first.getUTCFullYear()}`;
}

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const AUDIT = { resource: 'card', operation: 'audit' };
const audit = async (parameters = {}, options = {}) =>
	await runNode({ ...AUDIT, ...parameters }, { credentials: api.credentials(), ...options });
const rulesOf = (items: IDataObject[]) => items.map(({ rule }) => rule).sort();

it('finds every planted trouble, and none besides', async () => {
	const holder = 'Twice There';
	const [doubled, failed] = [await api.newAccount(), await api.newAccount()];
	const planted: Record<string, IDataObject[]> = {
		expiresSoon: [{ expirationDate: month(0), status: 'inactive', updatedAt: ago(1) }],
		expiredButActive: [{ expirationDate: month(-1) }],
		stuckIssuing: [{ status: 'issuing', createdAt: ago(4), name: null, maskedPan: null }],
		issueFailed: [{ accountId: failed, status: 'issue_failed', updatedAt: ago(1) }],
		longInactive: [{ status: 'inactive', updatedAt: ago(200) }],
		suspended: [{ status: 'suspended' }],
		blocked: [{ status: 'blocked' }],
		recentlyTerminated: [{ status: 'terminated', updatedAt: ago(2) }],
		badData: [{ name: null }],
		countryNotAllowed: [
			{ billingAddress: { firstLine: '1', city: 'Oslo', country: 'NO', postCode: '1' } },
		],
		'own:Old physical cards': [{ type: 'physical', createdAt: ago(3000) }],
	};
	const wanted: string[] = [];
	const plant = async (rule: string, change: IDataObject, known = true) => {
		const fresh = { name: `Holder ${Math.random()}`, expirationDate: month(30) };
		const id = await api.newCard({ ...fresh, ...change });
		if (known) wanted.push(`${rule} ${id}`);
	};
	for (const [rule, changes] of Object.entries(planted)) {
		for (const change of changes) await plant(rule, change);
	}
	// No country, and so not an allowed one either.
	const nowhere = { firstLine: '1', city: 'Nowhere', country: 'ZZ', postCode: '1' };
	await plant('badData', { billingAddress: nowhere });
	wanted.push(wanted.at(-1)!.replace('badData', 'countryNotAllowed'));
	await plant('tooManyLive', { accountId: doubled, createdAt: ago(9) }, false);
	await plant('tooManyLive', { accountId: doubled, createdAt: ago(8) });
	await plant('sharedName', { name: holder, createdAt: ago(9) }, false);
	await plant('sharedName', { name: holder.toUpperCase(), createdAt: ago(8) });
	for (let n = 0; n < 5; n += 1) await plant('', {}, false);
	// What the sandbox's own small world holds.
	const { json: own } = await audit({ outputs: 'items' });
	const world = own.filter(({ cardId }) => /^d0000000/.test(String(cardId)));

	const { outputs, error } = await audit({
		rules: { countryNotAllowed: { countries: ['GB', 'DE', 'FR', 'ES', 'IE', 'NL'] } },
		ownRules: {
			rule: [
				{
					name: 'Old physical cards',
					condition: 'type == "physical" && ageInDays > 2000',
					severity: 'low',
				},
			],
		},
	});
	expect(error).toBeUndefined();
	const found = outputs[0].map(({ json }) => `${json.rule} ${json.cardId}`);
	expect(found.filter((line) => !/ d0000000/.test(line)).sort()).toEqual(wanted.sort());
	expect(found).toHaveLength(wanted.length + world.length);
	expect(outputs[1]).toHaveLength(1);
	expect(outputs[1][0].json).toMatchObject({ findings: found.length, worstSeverity: 'critical' });
	expect(outputs[0].every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(
		true,
	);
}, 60_000);

it('looks at certain accounts only, one summary an input item', async () => {
	const accounts = [await api.newAccount(), await api.newAccount()];
	await api.newCard({ accountId: accounts[0], status: 'blocked' });
	await api.newCard({ accountId: accounts[1], status: 'suspended' });
	const items = [{ ids: accounts }, { ids: ` ${accounts[1].toUpperCase()}, ` }];
	const { outputs } = await audit({ scope: 'accounts', accountIds: '={{ $json.ids }}' }, { items });
	expect(outputs[0].map(({ json, pairedItem }) => [json.rule, pairedItem])).toEqual([
		['suspended', { item: 0 }],
		['blocked', { item: 0 }],
		['suspended', { item: 1 }],
	]);
	expect(outputs[1].map(({ json }) => json.cards)).toEqual([2, 1]);
});

describe('output and rules', () => {
	let scope: IDataObject;
	beforeAll(async () => {
		const accountId = await api.newAccount();
		await api.newCard({ accountId, status: 'suspended' });
		scope = { scope: 'accounts', accountIds: accountId };
	});

	it('gives single findings or the summary on one output', async () => {
		const items = await audit({ ...scope, outputs: 'items' });
		expect(items.outputs.map((output) => rulesOf(output.map(({ json }) => json)))).toEqual([
			['suspended'],
		]);
		const summary = await audit({ ...scope, outputs: 'summary' });
		expect(summary.outputs).toHaveLength(1);
		expect(summary.json).toMatchObject([{ cards: 1, findings: 1 }]);
	});

	it('goes on with a summary of zeros where nothing was found', async () => {
		const empty = await api.newAccount();
		const { run, outputs } = await audit({
			scope: 'accounts',
			accountIds: empty,
			outputs: 'summary',
		});
		expect(outputs[0][0].json).toMatchObject({ cards: 0, findings: 0, worstSeverity: null });
		expect(Object.keys(run.data.resultData.runData)).toContain('After');
	});

	it('switches rules off, or runs the chosen ones only, with the severity wanted', async () => {
		const off = await audit({ ...scope, rules: { suspended: { enabled: false } } });
		expect(off.outputs[0]).toEqual([]);
		expect(off.outputs[1][0].json.byRule).not.toHaveProperty('suspended');
		const chosen = await audit({
			...scope,
			ruleSet: 'chosen',
			rules: { suspended: { severity: 'critical' }, expiresSoon: { threshold: 5 } },
		});
		expect(chosen.outputs[1][0].json.byRule).toEqual({ expiresSoon: 0, suspended: 1 });
		expect(chosen.json[0].severity).toBe('critical');
	});

	it('refuses settings that are none before a request goes out', async () => {
		await api.forgetCalls();
		const { error } = await audit({
			scope: 'accounts',
			accountIds: 'nonsense',
			rules: { expiresSoon: { threshold: -1 }, countryNotAllowed: { countries: ['UK'] } },
			ownRules: { rule: [{ name: '', condition: 'state == 1' }] },
		});
		for (const words of [
			'Account IDs: "nonsense" is not a UUID',
			'Expires Soon: Days must be a whole number from 0 to 3650',
			'Country Not Allowed: "UK"',
			'Custom Rule 1: Name is empty',
			'Custom Rule 1: Invalid condition: "state" is not a card field',
		]) {
			expect(error?.message).toContain(words);
		}
		expect(await api.calls()).toEqual([]);
	});

	it('sends a failed audit to the error output, behind the other two', async () => {
		const { outputs } = await audit(
			{ scope: 'accounts', accountIds: '00000000-0000-4000-8000-000000000000' },
			{ node: { onError: 'continueErrorOutput' } },
		);
		expect(outputs.map((output) => output.length)).toEqual([0, 0, 1]);
		expect(String(outputs[2][0].json.error)).toContain('404');
	});

	it('reads a list once more that broke off, and counts no card twice', async () => {
		await api.fault({ kind: 'malformed-json', method: 'GET', path: '/cards$', times: 1 });
		const { outputs, error } = await audit({ outputs: 'summary', options: { maxRetries: 2 } });
		expect(error).toBeUndefined();
		const { data } = await api.sandbox.admin.get('/cards');
		expect(outputs[0][0].json.cards).toBe((data as unknown[]).length);
	});
});

it('attaches report and CSV to the summary', async () => {
	const accountId = await api.newAccount();
	await api.newCard({ accountId, status: 'suspended', name: '=1+1 <b>' });
	const { outputs } = await audit({
		scope: 'accounts',
		accountIds: accountId,
		reports: ['html', 'csv'],
	});
	const { report, findings } = outputs[1][0].binary!;
	expect(report).toMatchObject({
		mimeType: 'text/html',
		fileName: expect.stringMatching(/^card-audit-\d{4}-\d\d-\d\d\.html$/),
	});
	expect(findings).toMatchObject({ mimeType: 'text/csv' });
	const page = Buffer.from(report.data, 'base64').toString();
	expect(page).toContain('1 finding on 1 of 1 card: 1 high.');
	expect(page).toContain('=1+1 &lt;b&gt;');
	expect(Buffer.from(findings.data, 'base64').toString()).toContain(",'=1+1 <b>,");
	expect(outputs[0][0].binary).toBeUndefined();
});
