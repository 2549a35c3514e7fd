// The demo's sample data: something for each rule to find, whatever the day, and payments to look at.
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';

const DAY_MS = 86_400_000;

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks({ args: ['--showroom'] });
});
afterAll(() => api.sandbox.stop());

async function run(parameters: IDataObject): Promise<IDataObject[][]> {
	const { outputs, error } = await runNode(parameters as never, { credentials: api.credentials() });
	expect(error).toBeUndefined();
	return outputs.map((items) => items.map(({ json }) => json));
}

it('each rule of an audit finds something', async () => {
	const [findings, [summary]] = await run({
		resource: 'card',
		operation: 'audit',
		scope: 'programme',
		ruleSet: 'usual',
		rules: { countryNotAllowed: { enabled: true, countries: ['GB', 'IE', 'DE'] } },
		outputs: 'both',
	});
	const found = new Set(findings.map(({ rule }) => rule));
	expect([...found].sort()).toEqual([
		'badData',
		'blocked',
		'countryNotAllowed',
		'expiredButActive',
		'expiresSoon',
		'issueFailed',
		'longInactive',
		'recentlyTerminated',
		'sharedName',
		'stuckIssuing',
		'suspended',
		'tooManyLive',
	]);
	// Expiries spread over many months, for the chart.
	const months = (summary.expiryMonths as IDataObject[]).filter(({ cards }) => cards);
	expect(months.length).toBeGreaterThan(8);
});

it('payments of the last 90 days are of several cards, merchants, countries and kinds', async () => {
	const [payments] = await run({
		resource: 'transaction',
		operation: 'getAll',
		returnAll: true,
		output: 'raw',
		filters: { createdAfter: new Date(Date.now() - 90 * DAY_MS).toISOString() },
	});
	const different = (valueOf: (payment: IDataObject) => unknown) =>
		new Set(payments.map(valueOf)).size;
	expect(payments.length).toBeGreaterThan(100);
	expect(different(({ cardId }) => cardId)).toBeGreaterThan(6);
	expect(different(({ merchant }) => (merchant as IDataObject).country)).toBeGreaterThan(5);
	expect(different(({ currency }) => currency)).toBe(2);
	expect(different(({ direction }) => direction)).toBe(2);
	expect(different(({ status }) => status)).toBe(2);
});

it('the documented event leaves the account of the first workflow free, and no critical finding', async () => {
	const criticalNow = async () => {
		const [findings] = await run({ resource: 'card', operation: 'audit', scope: 'programme' });
		return findings.filter(({ severity }) => severity === 'critical').length;
	};
	const before = await criticalNow();
	for (const type of ['card.updated', 'card.updated', 'authorisation.updated', 'card.updated']) {
		await api.sandbox.admin.post('/webhooks/emit', { type });
	}
	expect(await api.cardsOf('a0000000-0000-4000-8000-000000000001')).toEqual([]);
	expect(await criticalNow()).toBe(before);
});
