// Many items at a time: order, pairing, one item's failure, cancelling.
import { randomUUID } from 'node:crypto';
import { runNode } from '../../support/engine.mts';
import { ADDRESS, byId, startOffBlocks, type OffBlocks } from '../../support/offblocks.mts';
import { expectNoSecrets } from '../../support/secrets.mts';

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
beforeEach(async () => {
	await api.sandbox.admin.delete('/faults');
	await api.forgetCalls();
});
afterAll(async () => {
	await api.sandbox.stop();
	expectNoSecrets();
});

const on = (operation: string, options = {}) => ({
	resource: 'card',
	operation,
	cardId: byId('={{ $json.id }}'),
	options,
});
const newCards = async (count: number) =>
	await Promise.all(Array.from({ length: count }, () => api.newCard()));
const itemsOf = (ids: string[]) => ids.map((id) => ({ id }));

it('keeps order and pairing of 300 items, 50 at a time, whoever is answered first', async () => {
	const ids = await newCards(300);
	// A third is slow, each as long as chance has it.
	for (const id of ids.filter((_, index) => index % 3 === 0)) {
		await api.fault({ kind: 'latency', latencyMs: Math.floor(Math.random() * 400), path: id });
	}
	const { outputs, error } = await runNode(on('get', { concurrency: 50 }), {
		credentials: api.credentials(),
		items: itemsOf(ids),
	});
	expect(error).toBeUndefined();
	expect(outputs[0].map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
		ids.map((id, item) => [id, { item }]),
	);
	const answered = (await api.calls(/cards/)).map(({ path }) => String(path).slice(-36));
	expect(answered).not.toEqual(ids);
});

it('keeps two items of one account in order, though the first is slow', async () => {
	const accounts = await Promise.all(Array.from({ length: 5 }, () => api.newAccount()));
	const items = accounts.flatMap((account) => [1, 2].map((row) => ({ account, row })));
	await api.fault({ kind: 'latency', latencyMs: 300, path: 'cards$', times: 5 });
	const address = { ...ADDRESS.address, secondLine: '=row {{ $json.row }}' };
	const create = {
		resource: 'card',
		operation: 'create',
		accountId: byId('={{ $json.account }}'),
		type: 'virtual',
		billingAddress: { address },
		options: { concurrency: 50, maxRetries: 0 },
	};
	const { json } = await runNode(create, {
		credentials: api.credentials(),
		items,
		node: { onError: 'continueRegularOutput' },
	});
	// The first row of each gets the card, the second is refused: an account can have one.
	expect(json).toEqual(
		items.map(({ account, row }) =>
			row === 1
				? expect.objectContaining({ accountId: account })
				: expect.objectContaining({ error: expect.stringContaining('already has a virtual') }),
		),
	);
});

describe('one failure without Continue On Fail', () => {
	it('begins nothing new, lets finish what is under way, and says what went through', async () => {
		const ids = await newCards(20);
		const unknown = randomUUID();
		const targets = [...ids.slice(0, 7), unknown, ...ids.slice(7)];
		for (const id of ids.slice(4, 10)) {
			await api.fault({ kind: 'latency', latencyMs: 500, path: id });
		}
		const { error, json } = await runNode(on('deactivate', { concurrency: 4 }), {
			credentials: api.credentials(),
			items: itemsOf(targets),
		});
		expect(json).toEqual([]);
		expect(error?.message).toMatch(/\(404: .*\[item 7\]$/);
		expect(error?.description).toContain(
			'Succeeded: items 0–6. Failed: item 7. Not sent: items 8–20.',
		);
		const reached = (await api.calls()).map(({ path }) => String(path).split('/')[3]);
		expect(new Set(reached)).toEqual(new Set(targets.slice(0, 8)));
	});

	it('sends those home that wait for their turn under Requests per Second', async () => {
		const targets = [randomUUID(), ...(await newCards(9))];
		const { error } = await runNode(on('deactivate', { concurrency: 10, requestsPerSecond: 0.1 }), {
			credentials: api.credentials(),
			items: itemsOf(targets),
		});
		expect(error?.description).toContain('No item succeeded. Failed: item 0. Not sent: items 1–9.');
		expect(await api.calls()).toHaveLength(1);
	});

	it('ends the wait for a next attempt', async () => {
		const [slow, bad] = [(await newCards(1))[0], randomUUID()];
		await api.fault({ kind: 'status', status: 503, path: slow, times: 99 });
		await api.fault({ kind: 'latency', latencyMs: 100, path: bad });
		jest.spyOn(Math, 'random').mockReturnValue(0.999);
		const options = { concurrency: 2, maxRetries: 10 };
		const { error } = await runNode(on('deactivate', options), {
			credentials: api.credentials(),
			items: itemsOf([slow, bad]),
		});
		jest.restoreAllMocks();
		expect(error?.message).toMatch(/\(503: .*\[item 0\]$/);
		expect(error?.description).toContain('Failed: items 0–1.');
		expect((await api.calls(new RegExp(slow))).length).toBeLessThan(3);
	});
});

describe('cancelling', () => {
	const LONG = 60;

	// Each ends of itself long after this test: the calls still open tell that the node did not wait for it.
	it.each([
		['an answer', { kind: 'latency', latencyMs: LONG * 1_000, times: 99 }, {}, [2, 2]],
		['a body', { kind: 'slow-body', latencyMs: LONG * 1_000, times: 99 }, {}, [2, 2]],
		['Retry-After', { kind: 'status', status: 429, retryAfter: LONG, times: 99 }, {}, [2, 0]],
		['the next slot', undefined, { requestsPerSecond: 1 / LONG }, [1, 0]],
	])(
		'ends the wait for %s at once',
		async (_, fault, options, [begun, stillOpen]) => {
			const ids = await newCards(8);
			await api.forgetCalls();
			if (fault) await api.fault({ ...fault, path: '/v1/cards/' });
			let cancel: () => void = () => undefined;
			const running = runNode(on('get', { concurrency: 2, ...options }), {
				credentials: api.credentials(),
				items: itemsOf(ids),
				onStart: (stop) => (cancel = stop),
			});
			// All that may be under way have met the trouble, and what is answered has been read.
			while ((await api.calls(/cards/)).length < begun || (await open()) > stillOpen)
				await pause(20);
			await pause(100);
			cancel();
			// The node's own words: it has ended, and n8n did not leave it behind.
			expect((await running).error?.message).toBe('The execution was cancelled [item 0]');
			expect(await open()).toBe(stillOpen);
			await pause(100);
			expect(await api.calls(/cards/)).toHaveLength(begun);
		},
		15_000,
	);
});

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Calls that the API has not answered in full. */
const open = async () => (await api.calls(/cards/)).filter(({ status }) => status === null).length;
