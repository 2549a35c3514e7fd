// A change that the card's status does not allow: the API's words, and what the card's status says about them.
import { byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
import { runNode } from '../support/engine.mts';
import { expectNoSecrets } from '../support/secrets.mts';

let api: OffBlocks;
beforeAll(async () => {
	api = await startOffBlocks();
});
afterAll(async () => {
	expectNoSecrets();
	await api.sandbox.stop();
});

const change = (operation: string, cardId: string) => ({
	resource: 'card',
	operation,
	cardId: byId(cardId),
});
const run = async (operation: string, status: string) => {
	const id = await api.newCard({ status });
	await api.forgetCalls();
	const result = await runNode(change(operation, id), { credentials: api.credentials() });
	return { ...result, id };
};
const pathsOf = async () => (await api.calls()).map(({ method, path }) => `${method} ${path}`);

it.each([
	['activate', 'terminated', 'is terminated. This is final. It must be inactive to be'],
	['activate', 'blocked', 'is blocked. This is final. It must be inactive to be activated.'],
	['activate', 'active', 'is already active.'],
	['deactivate', 'issue_failed', 'failed. This is final. It must be active to be deactivated.'],
	['deactivate', 'suspended', 'only OffBlocks can lift the suspension.'],
	['deactivate', 'issuing', 'is still being issued and will become active by itself.'],
	['deactivate', 'inactive', 'is already frozen (inactive).'],
	[
		'terminate',
		'terminated',
		'It must be active, inactive, suspended or issuing to be terminated.',
	],
])(
	'%s of a card that is %s: why it cannot be, and one look at it',
	async (operation, status, why) => {
		const { error, id } = await run(operation, status);
		expect(error?.message).toMatch(
			/^OffBlocks refused the request \(409: Invalid state transition\) \[item 0\]$/,
		);
		expect(error?.description).toContain(why);
		expect(error?.description).toMatch(/^\S+ .*Request ID for OffBlocks support: [0-9a-f-]{36}$/);
		const [write, ...others] = await pathsOf();
		expect(write).toMatch(/^(PATCH|DELETE) /);
		expect(others).toEqual([`GET /v1/cards/${id}`]);
	},
);

it('is in the details of an item that goes on', async () => {
	const id = await api.newCard({ status: 'terminated' });
	const { json } = await runNode(change('activate', id), {
		credentials: api.credentials(),
		node: { onError: 'continueRegularOutput' },
	});
	expect(json).toEqual([
		{
			error: expect.stringContaining('(409'),
			details: expect.objectContaining({
				status: 409,
				currentStatus: 'terminated',
				advice: expect.stringContaining('The card is terminated. This is final.'),
				idempotencyKey: expect.any(String),
			}),
		},
	]);
});

it.each([
	['fails', { kind: 'status', status: 500 }],
	['is refused', { kind: 'status', status: 401, times: 2 }],
	['answers with something else', { kind: 'html' }],
	['is cut off', { kind: 'malformed-json' }],
])('stays what it was where the look at the card %s', async (_, fault) => {
	const id = await api.newCard({ status: 'terminated' });
	await api.fault({ times: 1, ...fault, method: 'GET', path: `/cards/${id}` });
	await api.forgetCalls();
	const { error } = await runNode(change('activate', id), { credentials: api.credentials() });
	expect(error?.message).toMatch(
		/^OffBlocks refused the request \(409: Invalid state transition\) \[item 0\]$/,
	);
	expect(error?.description).toMatch(/^Check its current state: either the state/);
	expect(await pathsOf()).toContain(`GET /v1/cards/${id}`);
});

it('looks at no card for any other refusal', async () => {
	const { error } = await runNode(change('activate', '123e4567-e89b-42d3-a456-426614174000'), {
		credentials: api.credentials(),
	});
	expect(error?.httpCode).toBe('404');
	await api.forgetCalls();
	const id = await api.newCard();
	await api.fault({ kind: 'status', status: 422, path: `/cards/${id}`, times: 1 });
	const refused = await runNode(change('deactivate', id), { credentials: api.credentials() });
	expect(refused.error?.httpCode).toBe('422');
	expect((await pathsOf()).filter((path) => path.startsWith('GET'))).toEqual([]);
});
