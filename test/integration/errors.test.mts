import { randomUUID } from 'node:crypto';
import { ADDRESS, byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { runNode } from '../support/engine.mts';
import { expectNoSecrets } from '../support/secrets.mts';

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
beforeEach(() => api.forgetCalls());
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

/** One attempt, one item at a time: what becomes of a failure, not how it is tried again. */
const once = { maxRetries: 0, concurrency: 1 };
const get = (cardId: string) => ({
	resource: 'card',
	operation: 'get',
	cardId: byId(cardId),
	options: once,
});

describe('the API says no', () => {
	it('404: its words, the status, the request id, the item, what to do', async () => {
		const { error } = await runNode(get(randomUUID()), { credentials: api.credentials() });
		expect(error?.message).toMatch(/^Not found at OffBlocks \(404: .*card.*\) \[item 0\]$/i);
		expect(error?.description).toMatch(
			/environment.*Request ID for OffBlocks support: [0-9a-f-]{36}/,
		);
		expect(error?.httpCode).toBe('404');
	});

	it('400: a second virtual card on one account', async () => {
		const accountId = await api.newAccount();
		await api.newCard({ accountId });
		const { error } = await runNode(
			{
				resource: 'card',
				operation: 'create',
				accountId: byId(accountId),
				type: 'virtual',
				billingAddress: ADDRESS,
			},
			{ credentials: api.credentials() },
		);
		expect(error?.message).toMatch(/refused the request \(400: .*virtual.*\)/i);
	});

	it('409: a state that does not allow it', async () => {
		const id = await api.newCard({ status: 'blocked' });
		const { error } = await runNode(
			{ resource: 'card', operation: 'activate', cardId: byId(id) },
			{ credentials: api.credentials() },
		);
		expect(error?.message).toMatch(/refused the request \(409: Invalid state transition\)/);
	});

	it('422: an idempotency key that was used for something else', async () => {
		const credentials = api.credentials();
		// In two executions: within one, the items that share a key are refused before anything is sent.
		const freeze = async () =>
			await runNode(
				{
					resource: 'card',
					operation: 'deactivate',
					cardId: byId(await api.newCard()),
					options: { ...once, idempotencyKey: 'one for all' },
				},
				{ credentials },
			);
		expect((await freeze()).error).toBeUndefined();
		const { json, error } = await freeze();
		expect(json).toEqual([]);
		expect(error?.message).toMatch(/idempotency key with a different request \(422: .*\[item 0\]$/);
	});

	it.each([429, 500, 503])('%i', async (status) => {
		await api.fault({ kind: 'status', status, path: '/cards/' });
		const { error } = await runNode(get(await api.newCard()), { credentials: api.credentials() });
		expect(error?.message).toContain(`(${status}`);
	});
});

describe('something answers that is not the API', () => {
	it.each([
		['malformed-json', 'not the expected JSON: it is cut off'],
		['html', '('],
		['empty', 'not the expected JSON: (empty)'],
		['redirect', 'redirect'],
	])('%s', async (kind, words) => {
		await api.fault({ kind, path: '/cards/' });
		const { error } = await runNode(get(await api.newCard()), { credentials: api.credentials() });
		expect(error?.message).toContain(words);
		expect(error?.message).toMatch(/\[item 0\]$/);
	});
});

it.each([400, 401, 500])('%i: what was sent comes back, and is not shown', async (status) => {
	const id = await api.newCard();
	await api.fault({ kind: 'echo', status, path: '/cards/', times: status === 401 ? 2 : 1 });
	const credentials = api.credentials();
	const { error } = await runNode(get(id), { credentials });
	expect(error?.message).toMatch(/Bearer \[secret\] sig=:\[secret\]:/);
	const [token] = String(credentials.stored.sessionToken).split(' ');
	expect(JSON.stringify(error)).not.toContain(token.slice(0, 40));
});

describe('nothing answers', () => {
	it('says that the host cannot be reached', async () => {
		const { error } = await runNode(get(randomUUID()), {
			credentials: api.credentials({
				authentication: 'accessToken',
				accessToken: 'some-token-or-other',
				baseUrl: 'http://127.0.0.1:9/v1',
			}),
		});
		expect(error?.message).toBe('OffBlocks could not be reached [item 0]');
		expect(error?.description).toContain('ECONNREFUSED');
	});

	it.each([
		['closed the connection', { kind: 'reset-after' }, 1],
		['Internal error at OffBlocks (503', { kind: 'status', status: 503 }, 0],
		['OffBlocks gave up waiting for the request (408', { kind: 'status', status: 408 }, 0],
	])('says of a write that it may have been carried out, and gives its key: %s', async (...of) => {
		const [words, fault, cards] = of;
		const accountId = await api.newAccount();
		await api.fault({ ...fault, method: 'POST', path: '/accounts/.*/cards' });
		const { error } = await runNode(
			{
				resource: 'card',
				operation: 'create',
				accountId: byId(accountId),
				type: 'virtual',
				billingAddress: ADDRESS,
				options: once,
			},
			{ credentials: api.credentials() },
		);
		expect(error?.message).toContain(words);
		expect(error?.message).toContain('so the write may or may not have been carried out');
		const [{ idempotencyKey }] = await api.calls(/cards$/);
		expect(error?.description).toContain(`Idempotency Key set to ${idempotencyKey}`);
		expect(await api.cardsOf(accountId)).toHaveLength(cards);
	});
});

describe('a credential that cannot sign', () => {
	it.each([
		['a key that is none', { privateKey: 'rubbish' }, /openssl ecparam/],
		['no key id', { keyId: '' }, /no Key ID/],
		['plain http', { baseUrl: 'http://cards.example.com/v1' }, /must start with https/],
	])('%s', async (_, change, words) => {
		const { error } = await runNode(get(randomUUID()), { credentials: api.credentials(change) });
		expect(error?.message).toMatch(words);
		expect(await api.calls()).toEqual([]);
	});
});

describe('On Error', () => {
	const items = async () => [
		{ id: await api.newCard() },
		{ id: randomUUID() },
		{ id: 'nonsense' },
		{ id: await api.newCard() },
	];
	const parameters = get('={{ $json.id }}');

	it('stops at the first failure by default', async () => {
		const [first, second] = await items();
		const { error } = await runNode(parameters, {
			credentials: api.credentials(),
			items: [first, second, first],
		});
		expect(error?.message).toContain('[item 1]');
		expect(await api.calls()).toHaveLength(2);
	});

	it('sends failed items to the error output, with their input and the details', async () => {
		const input = await items();
		const { outputs, error } = await runNode(parameters, {
			credentials: api.credentials(),
			items: input,
			node: { onError: 'continueErrorOutput' },
		});
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[input[0].id, { item: 0 }],
			[input[3].id, { item: 3 }],
		]);
		expect(outputs[1]).toMatchObject([
			{
				json: {
					id: input[1].id,
					error: expect.stringContaining('(404'),
					details: {
						status: 404,
						apiMessage: expect.any(String),
						requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
						advice: expect.any(String),
					},
				},
				pairedItem: { item: 1 },
			},
			{
				json: {
					id: 'nonsense',
					error: expect.stringContaining('not a UUID'),
					details: { advice: expect.any(String) },
				},
				pairedItem: { item: 2 },
			},
		]);
	});

	it('keeps failed items in the regular output, in their place', async () => {
		const { outputs } = await runNode(parameters, {
			credentials: api.credentials(),
			items: await items(),
			node: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0].map(({ json, pairedItem }) => ['error' in json, pairedItem])).toEqual([
			[false, { item: 0 }],
			[true, { item: 1 }],
			[true, { item: 2 }],
			[false, { item: 3 }],
		]);
	});

	describe.each([
		[
			'an option out of its limits',
			{ options: { maxRetries: '={{ 99 }}' } },
			'Max Retries must be',
		],
		['an operation that is none', { operation: 'nonsense' }, 'does not have this operation'],
		['an option that fails', { options: { timeout: '={{ $("None").first() }}' } }, ''],
	])('%s fails every item, and passes none on', (_, change, words) => {
		it.each([
			['continueErrorOutput', 1],
			['continueRegularOutput', 0],
		] as const)('%s', async (onError, output) => {
			const input = [{ id: await api.newCard() }, { id: await api.newCard() }];
			const { outputs, error } = await runNode(
				{ resource: 'card', operation: 'deactivate', cardId: byId('={{ $json.id }}'), ...change },
				{ credentials: api.credentials(), items: input, node: { onError } },
			);
			expect(error).toBeUndefined();
			expect(outputs.flat()).toHaveLength(2);
			expect(outputs[output]).toMatchObject(
				[0, 1].map((item) => ({
					json: { error: expect.stringContaining(words) },
					pairedItem: { item },
				})),
			);
			expect(outputs[output].map(({ json }) => json.error).join()).not.toContain('[Item');
			expect(await api.calls()).toEqual([]);
		});
	});
});

it('an operation that runs once for all items fails once for each of them, where the workflow goes on', async () => {
	await api.sandbox.admin.post('/faults', {
		kind: 'status',
		status: 403,
		method: 'GET',
		path: '/cards',
	});
	const { json, error } = await runNode(
		{ resource: 'card', operation: 'getChanges' },
		{
			credentials: api.credentials(),
			items: [{}, {}],
			node: { onError: 'continueRegularOutput' },
		},
	);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([
		{ error: expect.stringContaining('403') },
		{ error: expect.stringContaining('403') },
	]);
});
