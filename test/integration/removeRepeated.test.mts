import { randomUUID } from 'node:crypto';
import type { IDataObject, INode } from 'n8n-workflow';
import { TestCredentials } from '../support/credentials.mts';
import { runNode, type RunOptions } from '../support/engine.mts';
import type { ProcessedItems } from '../support/processedItems.mts';

let processed: ProcessedItems;
/** Of the node, another in each test: the process remembers for a while what was noted. */
let id: string;
beforeEach(() => {
	processed = new Map();
	id = randomUUID();
});

const events = (...ids: unknown[]) => ids.map((eventId) => ({ eventId }) as IDataObject);

/** One execution that these items come to. */
const run = (
	items: IDataObject[],
	parameters = {},
	{ node, ...options }: Partial<RunOptions> & { node?: Partial<INode> } = {},
) =>
	runNode(
		{
			resource: 'event',
			operation: 'removeRepeated',
			dedupeValue: '={{ $json.eventId || $json.id }}',
			...parameters,
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
const through = async (...given: Parameters<typeof run>) => (await run(...given)).json;

it('lets each value through one time, whichever execution it comes in', async () => {
	const { outputs } = await run(events('a', 'b', 'a', 'c'));
	expect(outputs[0]).toEqual(
		['a', 'b', 'c'].map((eventId, at) => ({
			json: { eventId },
			pairedItem: { item: [0, 1, 3][at] },
		})),
	);
	expect(await through(events('c', 'd', 'a'))).toEqual(events('d'));
	expect(await through([{ id: 'a finding' }])).toEqual([{ id: 'a finding' }]);
	expect(await through([{ id: 'a finding' }])).toEqual([]);
});

it('takes a number for the text that it reads as', async () => {
	expect(await through(events(7))).toHaveLength(1);
	expect(await through(events('7'))).toEqual([]);
});

it('remembers for itself: another such node of the workflow sees it for the first time', async () => {
	await run(events('a'));
	expect(await through(events('a'), {}, { node: { id: 'another' } })).toEqual(events('a'));
	expect(await through(events('a'))).toEqual([]);
});

it('forgets the oldest, and goes on', async () => {
	const size = { historySize: 3 };
	for (const id of ['a', 'b', 'c', 'd', 'e']) {
		expect(await through(events(id), size)).toEqual(events(id));
	}
	expect(await through(events('e', 'd', 'c'), size)).toEqual([]);
	expect(await through(events('a'), size)).toEqual(events('a'));
});

it('remembers all of one run, though there are more than History Size', async () => {
	const many = events(...Array.from({ length: 50 }, (_, at) => `finding ${at}`));
	const size = { historySize: 10 };
	expect(await through(many, size)).toHaveLength(50);
	expect(await through([...many, ...events('new')], size)).toEqual(events('new'));
});

it('notes nothing by hand, and lets everything through', async () => {
	expect(await through(events('a', 'b'), {}, { mode: 'manual' })).toEqual(events('a', 'b'));
	expect(await through(events('a', 'b'))).toEqual(events('a', 'b'));
	expect(await through(events('a', 'b'), {}, { mode: 'manual' })).toEqual(events('a', 'b'));
});

it('loses no note where many executions come at once', async () => {
	const ids = Array.from({ length: 40 }, (_, at) => `event ${at % 20}`);
	const results = await Promise.all(ids.map((id) => through(events(id))));
	expect(results.flat()).toHaveLength(20);
	expect(await through(events(...ids))).toEqual([]);
});

it('notes again what another process overwrote at the same moment', async () => {
	await run(events('a'));
	// It had read the row before, and wrote it back afterwards.
	processed.set('', []);
	await run(events('b'));
	expect(await through(events('a'))).toEqual([]);
});

it('notes nothing again that it is asked about: a history that was cleared stays so', async () => {
	await run(events('a', 'b'));
	processed.clear();
	expect(await through(events('a', 'b'))).toEqual(events('a', 'b'));
});

describe('a value that came to nothing', () => {
	const items = [...events('a'), { other: 1 }, ...events({ not: 'text' })];

	it('fails before anything counts as seen', async () => {
		const { error } = await run(items);
		expect(error?.message).toContain('Value to Compare is empty');
		expect(await through(events('a'))).toEqual(events('a'));
	});

	it('keeps no other item back, under Continue On Fail', async () => {
		const goOn = { node: { onError: 'continueRegularOutput' as const } };
		const json = await through(items, {}, goOn);
		expect(json[0]).toEqual({ eventId: 'a' });
		expect(json.slice(1)).toMatchObject(
			[1, 2].map(() => ({ error: expect.stringContaining('Value to Compare is empty') })),
		);
		expect(await through([items[1], ...events('a', 'b')], {}, goOn)).toMatchObject([
			{},
			{ eventId: 'b' },
		]);
	});
});

it.each([0, 1.5, 100_001, 'many'])('refuses a history of %s', async (historySize) => {
	const { error } = await run(events('a'), { historySize });
	expect(error?.message).toContain('History Size must be a whole number from 1 to 100000');
});

describe('where the database is in trouble', () => {
	/** A store that fails at what is read of it for the first time. */
	const failing = (message: string) => {
		const store: ProcessedItems = new Map();
		let failed = false;
		const set = store.set.bind(store);
		store.set = (key, value) => {
			if (failed) return set(key, value);
			failed = true;
			// It was another process that wrote.
			set(key, []);
			throw new Error(message);
		};
		return store;
	};

	it('hands nothing on, and says why', async () => {
		processed = failing('connection terminated');
		const { error, outputs } = await run(events('a'));
		expect(error?.message).toContain('did not save what this node has seen');
		expect(error?.description).toContain('connection terminated');
		expect(outputs.flat()).toEqual([]);
		expect(await through(events('a'))).toEqual(events('a'));
	});

	it.each([
		'SQLITE_CONSTRAINT: UNIQUE constraint failed: processed_data.workflowId, processed_data.context',
		'duplicate key value violates unique constraint "PK_ca04b9d8dc72de268fe07a65773"',
	])('goes on where another process was the first at the same moment: %s', async (message) => {
		processed = failing(message);
		expect(await through(events('a'))).toEqual(events('a'));
		expect(await through(events('a'))).toEqual([]);
	});
});
