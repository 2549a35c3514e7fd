import type { IDataObject, INode } from 'n8n-workflow';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { runNode } from '../support/engine.mts';
import type { ProcessedItems } from '../support/processedItems.mts';

let api: OffBlocks;
let accountId: string;
beforeAll(async () => {
	api = await startOffBlocks();
});
afterAll(() => api.sandbox.stop());

const CONFIRM: Partial<INode> = {
	type: 'offBlocks',
	parameters: { resource: 'card', operation: 'confirmChanges' },
};
/** A node behind Get Changes that fails. */
const FAIL: Partial<INode> = {
	type: 'offBlocks',
	parameters: {
		resource: 'card',
		operation: 'get',
		cardId: { __rl: true, mode: 'id', value: '00000000-0000-4000-8000-000000000000' },
	},
	credentials: { offBlocksApi: { id: '1', name: 'OffBlocks' } },
};

const PLASTIC = { name: 'Ada Palmer', network: 'visa', maskedPan: '453211******0007' };

let stored: IDataObject;
let processed: ProcessedItems;
let cardId: string;
beforeEach(async () => {
	stored = {};
	processed = new Map();
	accountId = await api.newAccount();
	cardId = await api.newCard({ accountId, ...PLASTIC });
});

const set = async (change: IDataObject) => {
	await api.newCard({ accountId, id: cardId, ...PLASTIC, ...change });
};

/** One execution; what n8n saves of it is kept for the next, as n8n does whether it fails or not. */
async function run(after: Partial<INode> = {}, parameters: IDataObject = {}, mode = 'trigger') {
	const result = await runNode(
		{
			resource: 'card',
			operation: 'getChanges',
			scope: 'accounts',
			accountIds: accountId,
			...parameters,
		} as never,
		{
			credentials: api.credentials(),
			after,
			staticData: stored,
			processed,
			mode: mode as 'trigger',
		},
	);
	if (mode !== 'manual') stored = result.staticData ?? stored;
	return result;
}
const changesOf = ({ outputs }: Awaited<ReturnType<typeof run>>) =>
	outputs[0].map(({ json }) => json.message);
const hintsOf = ({ run: { data } }: Awaited<ReturnType<typeof run>>) =>
	(data.resultData.runData.Node.at(-1)?.hints ?? []).map(({ message }) => message).join();

it('establishes the baseline at the first run, and says so', async () => {
	const first = await run();
	expect(first.outputs[0]).toEqual([]);
	expect(first.outputs[1][0].json).toMatchObject({
		baselineEstablished: true,
		comparedWith: null,
		cards: 1,
		changes: 0,
	});
	const second = await run();
	expect(second.outputs[1][0].json).toMatchObject({
		baselineEstablished: false,
		comparedWith: first.outputs[1][0].json.comparedAt,
		changes: 0,
	});
});

it('gives changes until they are confirmed, and then no more', async () => {
	await run();
	await set({ status: 'suspended' });
	expect(changesOf(await run())).toEqual(['status: active → suspended']);
	expect(changesOf(await run(CONFIRM))).toEqual(['status: active → suspended']);
	expect(changesOf(await run(CONFIRM))).toEqual([]);
});

it('swallows nothing in a run that fails afterwards', async () => {
	await run();
	await set({ status: 'suspended' });
	const failed = await run(FAIL);
	expect(failed.error).toBeDefined();
	// n8n saves static data of a failed execution, too.
	expect(failed.staticData).toBeDefined();
	await set({ status: 'blocked' });
	expect(changesOf(await run(CONFIRM))).toEqual(['status: active → blocked']);
	expect(changesOf(await run())).toEqual([]);
});

it('swallows nothing of what came between look and confirmation of an older run', async () => {
	await run();
	await set({ status: 'suspended' });
	await run();
	const pendingOfOther = stored;
	await set({ status: 'active', name: 'Bruno' });
	await run(CONFIRM);
	// A run of another execution finds nothing of its own to confirm in what the first one left.
	stored = pendingOfOther;
	expect(changesOf(await run())).toEqual(['name: Ada Palmer → Bruno']);
});

it('gives each change once where it counts as seen at once', async () => {
	await run();
	await set({ status: 'inactive' });
	const atOnce = { checkpoint: 'atOnce' };
	expect((await run(FAIL, atOnce)).error).toBeDefined();
	expect(changesOf(await run({}, atOnce))).toEqual([]);
});

it('finds new cards, and cards that are gone', async () => {
	await run();
	const [elsewhere, physical] = [await api.newAccount(), 'physical'];
	await api.newCard({ accountId: elsewhere, id: cardId });
	const fresh = await api.newCard({ accountId, type: physical });
	const { outputs } = await run();
	expect(outputs[0].map(({ json }) => [json.change, json.cardId])).toEqual([
		['new', fresh],
		['gone', cardId],
	]);
	expect(outputs[1][0].json).toMatchObject({ new: 1, gone: 1, changed: 0, cards: 1 });
});

it('loses nothing when the node gets another name', async () => {
	await run();
	await set({ status: 'suspended' });
	const { outputs } = await runNode(
		{ resource: 'card', operation: 'getChanges', scope: 'accounts', accountIds: accountId },
		{
			credentials: api.credentials(),
			staticData: stored,
			processed,
			node: { name: 'Node' },
			mode: 'trigger',
		},
	);
	expect(outputs[0]).toHaveLength(1);
	expect(Object.keys(stored.global as object)[0]).toContain('0f0c4f1e-0c0a-4b7e-9a58-000000000001');
});

describe('a list of accounts that is not the same each time', () => {
	let other: string;
	let otherCard: string;
	beforeEach(async () => {
		other = await api.newAccount();
		otherCard = await api.newCard({ accountId: other, ...PLASTIC });
	});
	const both = () => ({ accountIds: `${accountId},${other}` });
	const rename = (name: string) =>
		api.newCard({ accountId: other, id: otherCard, ...PLASTIC, name });

	it('takes stock of an account that comes in, and loses no change of the others', async () => {
		await run();
		await set({ status: 'suspended' });
		const first = await run({}, both());
		expect(changesOf(first)).toEqual(['status: active → suspended']);
		expect(first.outputs[1][0].json).toMatchObject({ baselineEstablished: false, cards: 2 });
		// It failed behind it, so to say; what has changed meanwhile on the account that came in is not lost.
		await rename('Chloe');
		expect(changesOf(await run(CONFIRM, both()))).toEqual([
			'status: active → suspended',
			'name: Ada Palmer → Chloe',
		]);
		expect(changesOf(await run(CONFIRM, both()))).toEqual([]);
		const added = await api.newCard({ accountId: other, type: 'physical' });
		expect((await run({}, both())).outputs[0].map(({ json }) => json.cardId)).toEqual([added]);
	});

	it('watches other fields from the same run on', async () => {
		await run();
		const parameters = { ...both(), watch: ['status', 'name'] };
		await set({ status: 'suspended' });
		expect(changesOf(await run({}, parameters))).toEqual(['status: active → suspended']);
		await rename('Chloe');
		expect(changesOf(await run(CONFIRM, parameters))).toHaveLength(2);
		expect(changesOf(await run(CONFIRM, parameters))).toEqual([]);
		await rename('Dana');
		expect(changesOf(await run(CONFIRM, parameters))).toEqual(['name: Chloe → Dana']);
	});

	it('forgets an account that goes out, and takes none of its cards for gone', async () => {
		await run({}, both());
		await set({ status: 'suspended' });
		expect(changesOf(await run(CONFIRM))).toEqual(['status: active → suspended']);
		await rename('Chloe');
		expect(changesOf(await run(CONFIRM, both()))).toEqual([]);
		await rename('Dana');
		expect(changesOf(await run(CONFIRM, both()))).toEqual(['name: Chloe → Dana']);
	});

	it('goes from certain accounts to the whole programme and back', async () => {
		await run();
		await set({ status: 'suspended' });
		expect(changesOf(await run(CONFIRM, { scope: 'programme' }))).toEqual([
			'status: active → suspended',
		]);
		await set({ status: 'active' });
		expect(changesOf(await run(CONFIRM))).toEqual(['status: suspended → active']);
	});

	it('starts over with other accounts altogether', async () => {
		await run();
		const { outputs } = await run({}, { accountIds: other });
		expect(outputs[1][0].json).toMatchObject({ baselineEstablished: true, changes: 0 });
	});
});

describe('where n8n does not hand on what was remembered', () => {
	const forget = () => {
		stored = {};
	};

	it.each([
		['Get Changes', {}],
		['a comparing Audit', { operation: 'audit', compare: true }],
	])('%s fails, and the next run compares with this one', async (_, parameters) => {
		expect((await run({}, parameters)).error).toBeUndefined();
		forget();
		await set({ status: 'suspended' });
		const { error } = await run({}, parameters);
		expect(error?.message).toContain('Cannot compare: n8n did not give this node its saved state');
		expect(error?.description).toContain('Execute Sub-workflow');
		await set({ status: 'blocked' });
		expect(changesOf(await run())).toEqual(['status: suspended → blocked']);
	});

	it('fails each time in queue mode, where that is how it always is', async () => {
		for (const fails of [false, true, true]) {
			forget();
			expect(!!(await run()).error).toBe(fails);
		}
	});

	it('says it in a hint where somebody started the execution by hand', async () => {
		await run();
		forget();
		const { error, ...byHand } = await run({}, {}, 'manual');
		expect(error).toBeUndefined();
		expect(hintsOf(byHand)).toContain('did not give this node its saved state');
	});

	it('counts no look as one that remembered if it was by hand, or could not read the list', async () => {
		expect(hintsOf(await run({}, {}, 'manual'))).toContain('nothing to compare with yet');
		await api.fault({ kind: 'status', status: 500, times: 9, path: '/cards$' });
		expect((await run({}, { options: { maxRetries: 0 } })).error).toBeDefined();
		await api.sandbox.admin.delete('/faults');
		expect((await run()).error).toBeUndefined();
	});

	it('takes another copy of the node for another', async () => {
		await run();
		const copy = { id: '0f0c4f1e-0c0a-4b7e-9a58-000000000002' };
		const { error } = await runNode(
			{ resource: 'card', operation: 'getChanges', scope: 'accounts', accountIds: accountId },
			{
				credentials: api.credentials(),
				staticData: stored,
				processed,
				node: copy,
				mode: 'trigger',
			},
		);
		expect(error).toBeUndefined();
	});
});

it('says which execution found changes that were not confirmed', async () => {
	await run();
	await set({ status: 'suspended' });
	expect(hintsOf(await run())).toBe('');
	const [entry] = Object.values(stored.global as object) as Array<{
		pending: { executionId: string };
	}>;
	const again = await run(CONFIRM);
	expect(hintsOf(again)).toContain(
		`The changes found by execution ${entry.pending.executionId} were not confirmed`,
	);
	expect(hintsOf(await run())).toBe('');
	const audit = { operation: 'audit', compare: true };
	await set({ status: 'active' });
	await run({}, audit);
	expect(hintsOf(await run({}, audit))).toContain('were not confirmed');
});

it('remembers nothing where the list could not be read', async () => {
	await run();
	const before = structuredClone(stored);
	await set({ status: 'suspended' });
	await api.fault({ kind: 'status', status: 500, times: 9, path: '/cards$' });
	const failed = await run({}, { options: { maxRetries: 0 } });
	expect(failed.error).toBeDefined();
	await api.sandbox.admin.delete('/faults');
	expect(stored).toEqual(before);
	expect(changesOf(await run())).toEqual(['status: active → suspended']);
});

it('compares once, however many items come in', async () => {
	await run();
	await set({ status: 'suspended' });
	const { outputs } = await runNode(
		{ resource: 'card', operation: 'getChanges', scope: 'accounts', accountIds: accountId },
		{
			credentials: api.credentials(),
			staticData: stored,
			processed,
			items: [{}, {}, {}],
			mode: 'trigger',
		},
	);
	expect(outputs.map((output) => output.length)).toEqual([1, 1]);
});

describe('Confirm Changes', () => {
	it('hands its input on', async () => {
		await run();
		await set({ status: 'suspended' });
		const { run: execution, outputs } = await run(CONFIRM);
		const [after] = execution.data.resultData.runData.After;
		expect(after.data?.main[0]?.map(({ json }) => json)).toEqual(
			outputs[0].map(({ json }) => json),
		);
	});

	it('says so where no Get Changes leads to it', async () => {
		const { error } = await runNode(
			{ resource: 'card', operation: 'confirmChanges' },
			{ credentials: api.credentials() },
		);
		expect(error?.message).toContain('There is no Get Changes node before this one');
	});

	it('confirms what an audit compared', async () => {
		const audit = { operation: 'audit', compare: true };
		const summary = async (after?: Partial<INode>) =>
			(await run(after, audit)).outputs[1][0].json.changes as IDataObject;
		expect(await summary()).toMatchObject({ baselineEstablished: true });
		await set({ status: 'suspended' });
		expect(await summary()).toMatchObject({
			changes: 1,
			statusChanges: { 'active → suspended': 1 },
		});
		expect(await summary(CONFIRM)).toMatchObject({ changes: 1 });
		expect(await summary()).toMatchObject({ changes: 0 });
	});
});

describe('by hand', () => {
	it('compares with what published runs remember, says so, and uses nothing up', async () => {
		await run();
		await set({ status: 'suspended' });
		for (let trials = 0; trials < 2; trials += 1) {
			const byHand = await run({}, {}, 'manual');
			expect(changesOf(byHand)).toEqual(['status: active → suspended']);
			expect(hintsOf(byHand)).toContain(
				'Compared with what the published workflow remembered at 20',
			);
		}
		expect(changesOf(await run())).toEqual(['status: active → suspended']);
	});

	it.each([
		['Get Changes', {}],
		['a comparing Audit', { operation: 'audit', compare: true }],
	])(
		'%s shows what changes look like, against a made-up yesterday on request',
		async (_, extra) => {
			await run();
			await set({ status: 'suspended' });
			const asked = { ...extra, trialComparison: 'madeUp' };
			const byHand = await run({}, asked, 'manual');
			expect(byHand.error).toBeUndefined();
			expect(hintsOf(byHand)).toContain('Compared with a made-up yesterday');
			// Published, the same node compares with what it remembers.
			expect(hintsOf(await run({}, asked))).not.toContain('made-up');
		},
	);
});
