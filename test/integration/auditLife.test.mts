// Findings from one audit to the next, through the node: what is new, accepted, back and gone.
import type { IDataObject, INode } from 'n8n-workflow';
import { runNode } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import type { ProcessedItems } from '../support/processedItems.mts';
import { expectNoSecrets } from '../support/secrets.mts';

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const CONFIRM: Partial<INode> = {
	type: 'offBlocks',
	parameters: { resource: 'card', operation: 'confirmChanges' },
};

const PLASTIC = { name: 'Ada Palmer', network: 'visa', maskedPan: '453211******0007' };

let api: OffBlocks;
let accountId: string;
let cardId: string;
let stored: IDataObject;
let processed: ProcessedItems;
beforeAll(async () => {
	api = await startOffBlocks();
});
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});
beforeEach(async () => {
	[stored, processed] = [{}, new Map()];
	accountId = await api.newAccount();
	cardId = await api.newCard({ accountId, ...PLASTIC });
});

const set = (change: IDataObject) => api.newCard({ accountId, id: cardId, ...PLASTIC, ...change });

/** One execution of an audit of the account; what n8n saves of it is kept for the next. */
async function audit(parameters: IDataObject = {}, { after = CONFIRM, items = [{}] } = {}) {
	const all = { resource: 'card', operation: 'audit', scope: 'accounts', accountIds: accountId };
	const result = await runNode({ ...all, compare: true, ...parameters } as never, {
		credentials: api.credentials(),
		after,
		items,
		staticData: stored,
		processed,
		mode: 'trigger',
	});
	stored = result.staticData ?? stored;
	expect(result.error).toBeUndefined();
	const [found, [summary]] = [[], ...result.outputs].slice(-2);
	return { found: found.map(({ json }) => json), summary: summary.json };
}

it('says what is new until it is confirmed, then what is as before, then what is resolved', async () => {
	const first = await audit();
	expect(first.summary.findingChanges).toMatchObject({ comparedWith: null });
	await set({ status: 'suspended' });
	for (const after of [{}, CONFIRM]) {
		const { found, summary } = await audit({}, { after });
		expect(found).toMatchObject([{ rule: 'suspended', state: 'new' }]);
		expect(summary.findingChanges).toMatchObject({ new: 1, known: 0, resolved: 0 });
		expect(summary.text).toContain('1 new, 0 resolved, 0 as before since');
	}
	const known = await audit();
	expect(known.found).toMatchObject([{ state: 'known' }]);
	await set({ status: 'active' });
	// Confirm Changes stands behind the summary: there is no finding that would lead to it.
	const { summary } = await audit({ outputs: 'summary' });
	expect(summary.findings).toBe(0);
	expect(summary.resolvedFindings).toMatchObject([
		{ rule: 'suspended', cardId, name: 'Ada Palmer', because: 'status: suspended → active' },
	]);
	expect((await audit()).summary.findingChanges).toMatchObject({ resolved: 0 });
});

it('asks for a confirmation also where time alone has brought a finding', async () => {
	await audit({ ruleSet: 'chosen' });
	const older = { ruleSet: 'chosen', ownRules: { rule: [rule('ageInDays >= 0')] } };
	expect((await audit(older, { after: {} })).found).toMatchObject([{ state: 'new' }]);
	expect((await audit(older)).found).toMatchObject([{ state: 'new' }]);
	expect((await audit(older)).found).toMatchObject([{ state: 'known' }]);
});

const rule = (condition: string) => ({ name: 'Mine', condition, severity: 'low' });

it('remembers since when a finding holds that has no time of its own', async () => {
	const mine = { ownRules: { rule: [rule('ageInDays >= 0')] }, ruleSet: 'chosen' };
	expect((await audit(mine)).found).toMatchObject([{ since: null }]);
	const { found } = await audit(mine);
	expect(found).toMatchObject([{ state: 'known' }]);
	expect(found[0].since).toBe(found[0].firstFound);
	expect(Date.now() - Date.parse(String(found[0].since))).toBeLessThan(10 * 60_000);
});

it('shows by hand what it is like, with a made-up yesterday', async () => {
	await set({ status: 'suspended' });
	const { outputs, staticData } = await runNode(
		{
			resource: 'card',
			operation: 'audit',
			compare: true,
			trialComparison: 'madeUp',
		},
		{ credentials: api.credentials(), mode: 'manual' },
	);
	const [found, [{ json: summary }]] = outputs;
	expect(found[0].json.state).toBe('new');
	expect(summary.findingChanges).toMatchObject({
		new: 1,
		resolved: 1,
		known: found.length - 1,
	});
	expect(summary.resolvedFindings).toMatchObject([{ name: 'Sample Holder' }]);
	expect(JSON.stringify(staticData ?? {})).not.toContain('Sample Holder');
});

describe('accepted findings', () => {
	const row = (more: IDataObject = {}) => ({
		rule: 'Suspended',
		card: cardId,
		reason: 'Under investigation',
		by: 'Maria',
		...more,
	});
	beforeEach(() => set({ status: 'suspended' }));

	it('are counted apart and shown with their reason, and come back', async () => {
		const list = (until: string) => ({
			acceptedFrom: 'list',
			acceptedList: JSON.stringify([row({ until })]),
			reports: ['page', 'csv'],
		});
		await audit();
		const { found, summary } = await audit(list(ago(-2)));
		expect(found).toEqual([]);
		expect(summary).toMatchObject({
			findings: 0,
			worstSeverity: null,
			byRule: { suspended: 0 },
			accepted: 1,
			acceptedList: { listed: 1, notFound: 0 },
			acceptedFindings: [{ cardId, reason: 'Under investigation', by: 'Maria' }],
			findingChanges: { new: 0, resolved: 0 },
		});
		expect(summary.html).toContain('Under investigation');
		expect(summary.text).toContain('“Under investigation” (“Maria”)');
		const back = await audit(list(ago(1)));
		expect(back.found).toMatchObject([{ state: 'back', acceptance: { ended: true } }]);
		expect(back.summary).toMatchObject({ findings: 1, accepted: 0, findingChanges: { back: 1 } });
	});

	it('may be what comes in, for one audit', async () => {
		const other = await api.newCard({ accountId, type: 'physical', status: 'blocked' });
		const items = [row(), {}, row({ rule: 'blocked', card: other })];
		const { found, summary } = await audit({ acceptedFrom: 'input' }, { items });
		expect(found).toEqual([]);
		expect(summary).toMatchObject({ accepted: 2, acceptedList: { listed: 2, notFound: 0 } });
	});

	it("may be another node's items, by an expression", async () => {
		const acceptedList = '={{ $input.all() }}';
		const { summary } = await audit(
			{ acceptedFrom: 'list', acceptedList },
			{ items: [row({ finding: '', until: '' })] },
		);
		expect(summary.accepted).toBe(1);
	});

	it.each([
		[{ acceptedFrom: 'list', acceptedList: '{' }, 'Accepted List is not JSON'],
		[{ acceptedFrom: 'list', acceptedList: '={{ 7 }}' }, 'Accepted List is not a list of rows'],
		[
			{ acceptedFrom: 'list', acceptedList: '[{"rule":"x","card":"y","reason":"z"}]' },
			'Accepted List, row 1: there is no rule "x"',
		],
		[{ acceptedFrom: 'input' }, 'Accepted Findings: by is empty'],
		[{ acceptedFrom: 'x' }, 'Accepted Findings must be "none", "input" or "list"'],
	])('are refused where they are odd: %j', async (parameters, words) => {
		await api.forgetCalls();
		const { error } = await runNode({ resource: 'card', operation: 'audit', ...parameters }, {
			credentials: api.credentials(),
			items: [{ rule: 'blocked', card: cardId, reason: 'x' }],
		} as never);
		expect(error?.message).toContain(words);
		expect(await api.calls()).toEqual([]);
	});
});

it('carries text always, and the page where it is wanted, which is the file', async () => {
	const { summary } = await audit();
	expect(summary.text).toContain('Card audit, ');
	expect(summary).not.toHaveProperty('html');
	const { outputs } = await runNode(
		{ resource: 'card', operation: 'audit', reports: ['html', 'page'], outputs: 'summary' },
		{ credentials: api.credentials() },
	);
	const [{ json, binary }] = outputs[0];
	expect(Buffer.from(binary!.report.data, 'base64').toString()).toBe(json.html);
});

it('says where it ran, and on what', async () => {
	const { summary } = await audit({ lookUpExternalIds: true });
	expect(summary.evidence).toMatchObject({
		scope: [accountId],
		cardsRead: 1,
		package: expect.stringMatching(/^n8n-nodes-offblocks \d+\.\d+\.\d+/),
		inputHash: expect.stringMatching(/^sha256:[\da-f]{64}$/),
		timezone: expect.any(String),
	});
	expect((await audit()).summary.evidence).toMatchObject({
		inputHash: (summary.evidence as IDataObject).inputHash,
	});
});

it("looks up the customer's external id where that is wanted", async () => {
	await set({ status: 'suspended' });
	const { found } = await audit({ lookUpExternalIds: true });
	const customers = await runNode(
		{ resource: 'customer', operation: 'getAll', returnAll: true },
		{ credentials: api.credentials() },
	);
	const known = customers.json.map(({ externalId }) => externalId);
	expect(known).toContain(found[0].externalId);
	expect((await audit()).found[0]).not.toHaveProperty('externalId');
});

it("reads rules of n8n's condition builder", async () => {
	const conditions = {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
		combinator: 'and',
		conditions: [
			{
				id: '1',
				leftValue: '={{ $json.status }}',
				rightValue: '={{ $json.wanted }}',
				operator: { type: 'string', operation: 'equals' },
			},
			{
				id: '2',
				leftValue: '={{ $json.billingAddress.country }}',
				rightValue: '',
				operator: { type: 'string', operation: 'notEmpty', singleValue: true },
			},
			{
				id: '3',
				leftValue: '={{ $json.ageInDays }}',
				rightValue: 5000,
				operator: { type: 'number', operation: 'lt' },
			},
		],
	};
	const built = { ruleSet: 'chosen', ownRules: { built: [{ name: 'Mine', conditions }] } };
	const { found, summary } = await audit(built as never, { items: [{ wanted: 'active' }] });
	expect(found).toMatchObject([{ rule: 'own:Mine', cardId, severity: 'medium' }]);
	expect(summary.evidence).toMatchObject({
		rules: [
			{
				condition:
					'status == "active" && (billingAddress.country != null && billingAddress.country != "") && ageInDays < 5000',
			},
		],
	});
	const { error } = await runNode({ resource: 'card', operation: 'audit', ...built } as never, {
		credentials: api.credentials(),
		items: [{ wanted: 'activ' }],
	});
	expect(error?.message).toContain(
		'Custom Rule 1: Invalid condition: status is never "activ". Values: issuing, active,',
	);
});
