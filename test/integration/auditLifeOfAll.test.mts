// Findings of payments and of accounts from one audit to the next, by the mechanism that the audit of cards has, and the
// evidence of all three: what they read, by the tools that an auditor has.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import axios from 'axios';
import type { IDataObject, INode } from 'n8n-workflow';
import { watchedPayments, type Watched } from '../../sandbox/seed/watched.mts';
import { SigningClient } from '../support/client.mts';
import { runNode } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import type { ProcessedItems } from '../support/processedItems.mts';
import { expectNoSecrets } from '../support/secrets.mts';
import { seedFileOf } from '../support/watched.mts';

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const CONFIRM: Partial<INode> = {
	type: 'offBlocks',
	parameters: { resource: 'card', operation: 'confirmChanges' },
};

let api: OffBlocks;
let client: SigningClient;
let people: Watched[];
let stored: IDataObject;
let processed: ProcessedItems;
beforeAll(async () => {
	people = [...watchedPayments(Date.now(), { ordinary: 0 })].slice(0, 1);
	const { file, remove } = seedFileOf(people);
	api = await startOffBlocks({ args: ['--seed', file] });
	remove();
	client = new SigningClient(api.sandbox.info);
});
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});
beforeEach(() => {
	[stored, processed] = [{}, new Map()];
});

/** One execution of an audit; what n8n saves of it is kept for the next. */
async function audit(parameters: IDataObject, { after = CONFIRM, mode = 'trigger' } = {}) {
	const result = await runNode({ operation: 'audit', compare: true, ...parameters } as never, {
		credentials: api.credentials(),
		after,
		staticData: stored,
		processed,
		mode: mode as never,
	});
	stored = result.staticData ?? stored;
	expect(result.error).toBeUndefined();
	const [found, [summary]] = [[], ...result.outputs].slice(-2);
	return { found: found.map(({ json }) => json), summary: summary.json, hints: hintsOf(result) };
}

const hintsOf = ({ run: { data } }: Awaited<ReturnType<typeof runNode>>) =>
	(data.resultData.runData.Node.at(-1)?.hints ?? []).map(({ message }) => message).join();

const stateOf = (found: IDataObject[], rule: string) =>
	found.filter((one) => one.rule === rule).map(({ state }) => state);

describe('payments', () => {
	let accountId: string;
	let cardId: string;
	beforeEach(async () => {
		accountId = await api.newAccount();
		cardId = await api.newCard({ accountId, name: 'Ada Palmer', createdAt: ago(200) });
	});
	const ask = () => ({
		resource: 'transaction',
		scope: 'accounts',
		accountIds: accountId,
		rules: { largePayment: { enabled: true, amount: '100' } },
	});
	async function pay(amount: string) {
		const { data: hold } = await api.sandbox.admin.post('/payments', {
			cardId,
			amount,
			currency: 'EUR',
		});
		for (const end = Date.now() + 10_000; Date.now() < end;) {
			const { data } = await client.get(`/cards/${cardId}/transactions`);
			if ((data as IDataObject[]).some((one) => one.authorisationId === hold.id)) return;
			await new Promise((done) => setTimeout(done, 50));
		}
		throw new Error('The payment was not captured');
	}

	it('are new until confirmed, then as before; a card that is used again is resolved', async () => {
		const first = await audit(ask());
		expect(first.summary.findingChanges).toMatchObject({ comparedWith: null });
		expect(stateOf(first.found, 'unusedCard')).toEqual([undefined]);
		await pay('250');
		for (const after of [{}, CONFIRM]) {
			const { found, summary } = await audit(ask(), { after });
			expect(stateOf(found, 'largePayment')).toEqual(['new']);
			expect(summary.findingChanges).toMatchObject({ new: 1, resolved: 1, olderThanLookBack: 0 });
			expect(summary.resolvedFindings).toMatchObject([
				{ rule: 'unusedCard', cardId, accountId, name: 'Ada Palmer' },
			]);
			expect(summary.text).toContain('Payment audit, ');
			expect(summary.text).toContain('1 new, 1 resolved, 0 as before since');
		}
		const { found, summary } = await audit(ask());
		expect(stateOf(found, 'largePayment')).toEqual(['known']);
		expect(found[0].firstFound).toBeDefined();
		expect(summary.findingChanges).toMatchObject({ new: 0, known: 1, resolved: 0 });
	});

	it('that become too old to report are not resolved; nor are those of accounts that are left out', async () => {
		// The first one has paid 1,000 EUR three days ago.
		const [{ id }] = people[0].accounts;
		const large = { ...ask(), accountIds: id };
		const { found } = await audit(large);
		expect(stateOf(found, 'largePayment')).toHaveLength(2);
		const shorter = await audit({ ...large, lookBack: 2 });
		expect(shorter.summary.findingChanges).toMatchObject({ resolved: 0, olderThanLookBack: 2 });
		await audit({ ...large, accountIds: `${id}, ${accountId}` });
		const { summary } = await audit({ ...large, accountIds: accountId });
		expect(summary.findingChanges).toMatchObject({ resolved: 0, olderThanLookBack: 0 });
	});

	it('are accepted by rule and card, shown with who did and why, and carry the external id', async () => {
		await pay('400');
		const row = { rule: 'Large Payment', card: cardId, reason: 'A piano', by: 'Maria' };
		const { found, summary } = await audit({
			...ask(),
			acceptedFrom: 'list',
			acceptedList: JSON.stringify([row]),
			reports: ['page'],
			lookUpExternalIds: true,
		});
		expect(found).toEqual([]);
		expect(summary).toMatchObject({
			findings: 0,
			accepted: 1,
			acceptedFindings: [{ rule: 'largePayment', cardId, by: 'Maria', reason: 'A piano' }],
			acceptedList: { listed: 1, notFound: 0 },
			evidence: { acceptedBy: { Maria: 1 }, accountsRead: 1, cardsRead: 1, transactionsRead: 1 },
		});
		expect(summary.html).toContain('A piano');
		expect(String(summary.html).replace(/\s+/g, ' ')).toContain(
			'Accepted by: <bdi>Maria</bdi> (1)',
		);
		const open = await audit({ ...ask(), lookUpExternalIds: true });
		const { data: customers } = await client.get('/customers');
		expect((customers as IDataObject[]).map(({ externalId }) => externalId)).toContain(
			open.found[0].externalId,
		);
	});

	it('start over where the node audited accounts before', async () => {
		await audit({ resource: 'account' });
		const { summary, hints } = await audit(ask());
		expect(summary.findingChanges).toMatchObject({ comparedWith: null });
		expect(hints).toContain('from another operation of this node');
	});
});

describe('accounts', () => {
	it('are new, as before, accepted and resolved', async () => {
		const ask = { resource: 'account', ruleSet: 'chosen', rules: { liveOnEnded: {} } };
		await audit(ask);
		const accountId = await api.newAccount();
		await api.newCard({ accountId, name: 'Ada Palmer' });
		await api.sandbox.admin.patch(`/accounts/${accountId}`, { status: 'closed' });
		const fresh = await audit(ask);
		const [finding] = fresh.found.filter((one) => one.accountId === accountId);
		expect(finding).toMatchObject({ rule: 'liveOnEnded', state: 'new' });
		const { data: customers } = await client.get('/customers');
		expect((customers as IDataObject[]).map(({ externalId }) => externalId)).toContain(
			finding.externalId,
		);
		const rows = [{ rule: 'liveOnEnded', account: accountId, reason: 'Closing', by: 'Tom' }];
		const accepted = await audit({ ...ask, acceptedFrom: 'list', acceptedList: rows as never });
		expect(accepted.summary).toMatchObject({
			accepted: 1,
			evidence: { scope: 'programme', acceptedBy: { Tom: 1 }, customersRead: expect.any(Number) },
		});
		expect(stateOf((await audit(ask)).found, 'liveOnEnded')).toContain('back');
		await api.sandbox.admin.patch(`/accounts/${accountId}`, { status: 'active' });
		const { summary } = await audit({ ...ask, reports: ['page'] });
		expect(summary.resolvedFindings).toMatchObject([{ accountId, name: 'Ada Palmer' }]);
		expect(summary.html).toContain('Resolved since the last audit');
	});
});

it.each([
	['account', ['customers', 'accounts', 'cards']],
	['card', ['cards']],
	['transaction', ['accounts', 'cards']],
])(
	'%s/audit shows by hand a made-up yesterday, and its hash is what sha256sum says',
	async (resource, lists) => {
		await api.newCard({ status: 'suspended', createdAt: ago(300) });
		// A list that breaks off is read anew, and counted once.
		await api.fault({ kind: 'malformed-json', path: '/cards$', times: 1 });
		const { summary } = await audit(
			{ resource, trialComparison: 'madeUp', scope: 'programme' },
			{ mode: 'manual' },
		);
		expect(summary.findingChanges).toMatchObject({ new: 1, resolved: 1 });
		expect(summary.resolvedFindings).toMatchObject([{ name: 'Sample Holder' }]);

		const folder = mkdtempSync(join(tmpdir(), 'offblocks-evidence-'));
		const paths = [...lists];
		if (resource === 'transaction') {
			const { data } = await client.get('/accounts');
			paths.push(...(data as IDataObject[]).map(({ id }) => `accounts/${String(id)}/transactions`));
		}
		for (const path of paths) {
			const { url, headers } = await client.sign('GET', `/${path}`);
			const { data } = await axios.get(url, { headers, responseType: 'arraybuffer', proxy: false });
			const file = join(folder, path === 'accounts' ? 'accounts.list' : path);
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, data as Buffer);
		}
		// As docs/audits.md has it; a file and a folder cannot both be called "accounts".
		const hash = execFileSync(
			'bash',
			[
				'-c',
				"find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs sha256sum | sed 's/\\.list$//' | LC_ALL=C sort -k2 | sha256sum",
			],
			{ cwd: folder, encoding: 'utf8' },
		);
		rmSync(folder, { recursive: true });
		const { inputHash } = summary.evidence as IDataObject;
		expect(inputHash).toBe(`sha256:${hash.split(' ')[0]}`);
	},
);
