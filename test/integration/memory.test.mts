// What is remembered: noted → handed on → confirmed (docs/memory.md). Each kind of going wrong.
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { IDataObject, INode, IRunExecutionData, RelatedExecution } from 'n8n-workflow';
import { TestCredentials } from '../support/credentials.mts';
import { addNodeType, runNode, type RunOptions, type RunResult } from '../support/engine.mts';
import { startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import type { ProcessedItems } from '../support/processedItems.mts';

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
	// What n8n does at a Wait of more than 65 seconds: it goes on later, without the static data.
	addNodeType('test.wait', {
		description: {
			displayName: 'Wait',
			name: 'wait',
			group: ['input'],
			version: 1,
			description: '',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		async execute() {
			const data = this.getWorkflowStaticData('global');
			for (const key of Object.keys(data)) delete data[key];
			const context = this.getExecutionContext();
			if (context) context.establishedAt -= 70_000;
			return [this.getInputData()];
		},
	});
});
afterAll(() => api.sandbox.stop());

let processed: ProcessedItems;
/** Of the node, another in each test: the process remembers for a while what was noted. */
let id: string;
beforeEach(() => {
	processed = new Map();
	id = randomUUID();
});

/** Started by a caller that was started like this. */
const calledBy = (source: string, executionId = 'caller'): RelatedExecution => ({
	executionId,
	workflowId: 'parent',
	executionContext: { version: 1, establishedAt: 1, source } as never,
});
/** A sub-workflow whose caller was called by somebody's trial. */
const inTrial = (): Partial<RunOptions> => ({
	mode: 'integrated',
	caller: calledBy('integrated'),
	executions: new Map([
		['caller', { parentExecution: calledBy('manual', 'root') } as unknown as IRunExecutionData],
	]),
});
/** n8n tries again: what the node noted in the execution is there, and it is the same run of it. */
const contextOf = ({ run }: RunResult) =>
	structuredClone(run.data.executionData?.contextData) as unknown as IDataObject;

describe('Remove Repeated Events', () => {
	const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const run = (
		items: IDataObject[],
		{ node, ...options }: Partial<Omit<RunOptions, 'node'>> & { node?: Partial<INode> } = {},
	) =>
		runNode(
			{
				resource: 'event',
				operation: 'removeRepeated',
				dedupeValue: '={{ $json.eventId || $json.id }}',
			},
			{
				credentials: new TestCredentials({}),
				items,
				processed,
				mode: 'trigger',
				node: { id, ...node },
				...options,
			},
		);
	const idsOf = ({ outputs }: RunResult) =>
		(outputs[0] ?? []).flatMap(({ json }) => (json.eventId ? [json.eventId] : []));

	it('hands on the same when n8n tries it again for an item without a value', async () => {
		const items = [{ note: 'no id' }, { eventId: 'a' }, { eventId: 'b' }];
		const node = { ...RETRY, onError: 'continueErrorOutput' as const };
		expect(idsOf(await run(items, { node }))).toEqual(['a', 'b']);
		expect(idsOf(await run(items, { node }))).toEqual([]);
	});

	it('hands on the same when n8n tries it again for an item that carries `error`', async () => {
		const items = [{ eventId: 'c', error: 'card refused' }, { eventId: 'd' }];
		expect(idsOf(await run(items, { node: RETRY }))).toEqual(['c', 'd']);
		expect(idsOf(await run(items, { node: RETRY }))).toEqual([]);
	});

	it('whatever comes, and however often it is tried: each value once, in the first execution that has it', async () => {
		const item = fc.oneof(
			fc.record({ eventId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') }),
			fc.record({
				eventId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
				error: fc.constantFrom('refused', 0, true),
			}),
			fc.constant({ note: 'no id' }),
		);
		const execution = fc.record({
			items: fc.array(item, { minLength: 1, maxLength: 6 }),
			tries: fc.integer({ min: 1, max: 3 }),
			trial: fc.constantFrom('', 'by hand', 'called'),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(execution, { minLength: 2, maxLength: 4 }), async (executions) => {
				processed = new Map();
				id = randomUUID();
				const seen = new Set<unknown>();
				for (const { items, tries, trial } of executions) {
					const distinct = [...new Set(items.flatMap((one) => Object(one).eventId ?? []))];
					const expected = trial ? distinct : distinct.filter((value) => !seen.has(value));
					let contextData: IDataObject | undefined;
					const node = { ...RETRY, onError: 'continueRegularOutput' as const };
					for (let go = 0; go < tries; go += 1) {
						const result = await run(items as unknown as IDataObject[], {
							node,
							contextData,
							...(trial === 'by hand' && { mode: 'manual' as const }),
							...(trial === 'called' && inTrial()),
						});
						expect(idsOf(result)).toEqual(expected);
						contextData = contextOf(result);
					}
					if (!trial) for (const value of distinct) seen.add(value);
				}
			}),
			{ numRuns: 40 },
		);
	});

	it('hands on what is in doubt once the database answers again: rather twice than never', async () => {
		const set = processed.set.bind(processed);
		processed.set = (key, value) => {
			set(key, value);
			processed.set = set;
			throw new Error('connection terminated after the commit');
		};
		const result = await run([{ eventId: 'a' }], { node: RETRY });
		expect(idsOf(result)).toEqual(['a']);
		expect(idsOf(await run([{ eventId: 'a' }]))).toEqual([]);
	});

	it('takes a second run of the node in one execution, as in a loop, for another run', async () => {
		const first = await run([{ eventId: 'a' }]);
		const contextData = contextOf(first);
		(contextData['node:Node'] as { offBlocks: IDataObject }).offBlocks.runIndex = 7;
		expect(idsOf(await run([{ eventId: 'a' }], { contextData }))).toEqual([]);
	});

	it.each(['trigger', 'webhook'])(
		'notes in a sub-workflow of a real execution: %s',
		async (mode) => {
			const options = {
				mode: 'integrated' as const,
				caller: calledBy(mode),
				executions: new Map(),
			};
			expect(idsOf(await run([{ eventId: 'a' }], options))).toEqual(['a']);
			expect(idsOf(await run([{ eventId: 'a' }]))).toEqual([]);
		},
	);

	it('notes where n8n does not say who called: to lose a note would be worse', async () => {
		expect(idsOf(await run([{ eventId: 'a' }], { mode: 'integrated' }))).toEqual(['a']);
		expect(idsOf(await run([{ eventId: 'a' }]))).toEqual([]);
	});
});

describe('Get Changes, Audit and Confirm Changes', () => {
	const CONFIRM: Partial<INode> = {
		type: 'offBlocks',
		parameters: { resource: 'card', operation: 'confirmChanges' },
	};
	const CARD = { name: 'Ada Palmer', network: 'visa', maskedPan: '453211******0007' };
	let stored: IDataObject;
	let accountId: string;
	let cardId: string;
	beforeEach(async () => {
		stored = {};
		accountId = await api.newAccount();
		cardId = await api.newCard({ accountId, ...CARD });
	});
	const set = async (status: string) => {
		await api.newCard({ accountId, id: cardId, ...CARD, status });
	};
	const getChanges = (parameters: IDataObject = {}) =>
		({
			resource: 'card',
			operation: 'getChanges',
			scope: 'accounts',
			accountIds: accountId,
			...parameters,
		}) as INode['parameters'];

	async function run(options: Partial<RunOptions> = {}, parameters: IDataObject = {}) {
		const result = await runNode(getChanges(parameters), {
			credentials: api.credentials(),
			staticData: stored,
			processed,
			mode: 'trigger',
			...options,
		});
		if (options.mode !== 'manual') stored = result.staticData ?? stored;
		return result;
	}
	const changesOf = ({ outputs }: RunResult) => outputs[0].map(({ json }) => json.message);
	const summaryOf = ({ outputs }: RunResult) => outputs[1][0].json;
	const hintsOf = ({ run: { data } }: RunResult) =>
		(data.resultData.runData.Node.at(-1)?.hints ?? []).map(({ message }) => message).join();
	const confirming = { after: CONFIRM };

	describe('a further try of the same run', () => {
		it.each(['confirmed', 'atOnce'])('finds the same: %s', async (checkpoint) => {
			const first = await run({}, { checkpoint });
			const again = await run({ contextData: contextOf(first) }, { checkpoint });
			expect(summaryOf(again)).toMatchObject({ baselineEstablished: true });
			await set('suspended');
			const found = await run(confirming, { checkpoint });
			expect(changesOf(found)).toEqual(['status: active → suspended']);
			const foundAgain = await run(
				{ ...confirming, contextData: contextOf(found) },
				{ checkpoint },
			);
			expect(changesOf(foundAgain)).toEqual(['status: active → suspended']);
			expect(changesOf(await run({}, { checkpoint }))).toEqual([]);
		});

		it('fails again where the memory was lost', async () => {
			await run();
			stored = {};
			const failed = await run({ node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } });
			expect(failed.error?.message).toContain(
				'Cannot compare: n8n did not give this node its saved state',
			);
			expect((await run()).error).toBeUndefined();
		});

		it('whatever happens: what was not confirmed comes again, what was does not', async () => {
			const step = fc.record({
				status: fc.constantFrom('active', 'suspended', 'blocked'),
				tries: fc.integer({ min: 1, max: 2 }),
				trial: fc.constantFrom('', '', 'by hand', 'called'),
				confirmed: fc.boolean(),
				atOnce: fc.boolean(),
			});
			await fc.assert(
				fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 5 }), async (steps) => {
					stored = {};
					processed = new Map();
					await set('active');
					await run();
					let known = 'active';
					for (const { status, tries, trial, confirmed, atOnce } of steps) {
						await set(status);
						const parameters = { checkpoint: atOnce ? 'atOnce' : 'confirmed' };
						let contextData: IDataObject | undefined;
						for (let go = 0; go < tries; go += 1) {
							const result = await run(
								{
									contextData,
									...(confirmed && confirming),
									...(trial === 'by hand' && { mode: 'manual' as const }),
									...(trial === 'called' && inTrial()),
								},
								parameters,
							);
							expect(result.error).toBeUndefined();
							const expected = known === status ? [] : [`status: ${known} → ${status}`];
							expect(changesOf(result)).toEqual(expected);
							contextData = contextOf(result);
						}
						if (!trial && (confirmed || atOnce)) known = status;
					}
				}),
				{ numRuns: 15 },
			);
		});
	});

	describe('memory of another', () => {
		const startsOver = async (options: Partial<RunOptions>, whose: string) => {
			await run();
			await set('suspended');
			const result = await run({ ...confirming, ...options });
			expect(result.error).toBeUndefined();
			expect(changesOf(result)).toEqual([]);
			expect(summaryOf(result)).toMatchObject({ baselineEstablished: true, comparedWith: null });
			expect(hintsOf(result)).toContain(`The state saved here is ${whose}`);
			await set('blocked');
			const credentials = options.credentials ?? api.credentials();
			const next = await run({ processed, ...options, credentials });
			expect(changesOf(next)).toEqual(['status: suspended → blocked']);
		};

		it('is not used by a copy of the workflow', () =>
			startsOver(
				{ workflowId: 'copy', processed: new Map() },
				'from the workflow that this one was copied from',
			));

		it('is not used in a fresh database', () =>
			startsOver({ processed: new Map() }, 'from another n8n database'));

		it('is not used for the cards at another address', async () => {
			const elsewhere = api.credentials();
			const { baseUrl } = elsewhere.stored;
			elsewhere.stored.baseUrl = String(baseUrl).replace('127.0.0.1', 'localhost');
			expect(elsewhere.stored.baseUrl).not.toBe(baseUrl);
			await startsOver({ credentials: elsewhere }, 'for another API address');
		});

		it('is used where the key was changed, and after a new log-in', async () => {
			await run();
			await set('suspended');
			const other = api.credentials();
			other.stored.keyName = 'another';
			expect(changesOf(await run({ credentials: other }))).toHaveLength(1);
		});
	});

	describe('behind a Wait', () => {
		const WAIT = { id: 'wait', name: 'Sleep', type: 'test.wait' };
		/** Get Changes → Sleep → Confirm Changes. */
		const acrossWait = async () => {
			const before = {
				name: 'Look',
				type: 'offBlocks',
				id,
				parameters: getChanges(),
				credentials: { offBlocksApi: { id: '1', name: 'OffBlocks' } },
			};
			return await runNode(
				{},
				{
					credentials: api.credentials(),
					staticData: stored,
					processed,
					mode: 'trigger',
					before: [before],
					node: WAIT,
					type: 'test.wait',
					after: CONFIRM,
				},
			);
		};

		it('Confirm Changes fails and says why; without changes it goes on', async () => {
			const node = { id };
			await run({ node });
			expect((await acrossWait()).error).toBeUndefined();
			await set('suspended');
			const { error } = await acrossWait();
			expect(error?.message).toContain(
				'n8n did not give this node what "Look" noted in this execution',
			);
			expect(error?.description).toContain('Wait of more than 65 seconds');
			expect(error?.description).toContain('before "Sleep"');
			expect(changesOf(await run({ node }))).toEqual(['status: active → suspended']);
		});

		it('Get Changes fails, names the Wait, and writes nothing over what is stored', async () => {
			expect(hintsOf(await run({ before: [WAIT] }))).toContain('such as "Sleep"');
			for (let times = 0; times < 2; times += 1) {
				const { error, run: execution } = await run({ before: [WAIT] });
				expect(error?.description).toContain('"Sleep" comes before this node');
				expect(execution.data.resultData.error).toBeDefined();
				expect(stored.global).toEqual({});
			}
		});
	});

	describe('an execution that is retried', () => {
		it('is not taken for a first look, and overwrites nothing', async () => {
			await run();
			const kept = stored;
			await set('suspended');
			await api.fault({ kind: 'status', status: 500, times: 9, path: '/cards$' });
			const failed = await run({}, { options: { maxRetries: 0 } });
			await api.sandbox.admin.delete('/faults');
			const retried = await run({
				mode: 'retry',
				staticData: {},
				contextData: contextOf(failed),
			});
			expect(retried.error?.description).toContain('to a retried execution');
			expect(retried.staticData).toBeUndefined();
			stored = kept;
			expect(changesOf(await run())).toEqual(['status: active → suspended']);
		});

		it('says in Confirm Changes that nothing can be confirmed', async () => {
			const look = {
				name: 'Look',
				type: 'offBlocks',
				id,
				parameters: getChanges(),
				credentials: { offBlocksApi: { id: '1', name: 'OffBlocks' } },
			};
			const node = { type: 'input' };
			await run({ before: [look], node });
			await set('suspended');
			const failed = await run({ before: [look], node });
			const { error, staticData } = await run(
				{
					mode: 'retry',
					staticData: {},
					contextData: contextOf(failed),
					// It does not run again.
					before: [{ ...look, disabled: true }],
				},
				{ operation: 'confirmChanges' },
			);
			expect(error?.message).toContain('what "Look" noted in this execution');
			expect(error?.description).toContain('to a retried execution');
			expect(staticData).toBeUndefined();
		});
	});

	it.each([
		['={{ true }}', 1],
		['={{ false }}', 0],
	])('confirms an audit that compares by expression: %s', async (compare, changes) => {
		const audit = { operation: 'audit', compare: compare.includes('true') ? compare : true };
		await run({}, audit);
		await set('suspended');
		const result = await run(confirming, { operation: 'audit', compare });
		expect(result.error).toBeUndefined();
		const summary = (await run({}, { operation: 'audit', compare: true })).outputs[1][0].json;
		expect(summary.changes).toMatchObject({ changes: 1 - changes });
	});
});
