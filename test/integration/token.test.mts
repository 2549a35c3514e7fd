import { byId, startOffBlocks, type OffBlocks } from '../support/offblocks.mts';
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

const get = { resource: 'card', operation: 'get', cardId: byId('={{ $json.id }}') };
const oneByOne = { ...get, options: { concurrency: 1 } };
const LOGIN = /\/auth\/token/;

it('logs in once and reuses the token over items and executions', async () => {
	const credentials = api.credentials();
	const items = [{ id: await api.newCard() }, { id: await api.newCard() }];
	await runNode(get, { credentials, items });
	const { json } = await runNode(get, { credentials, items });
	expect(json).toHaveLength(2);
	expect(await api.calls(LOGIN)).toHaveLength(1);
	expect(credentials.stored.sessionToken).toMatch(/^eyJ/);
});

it('renews a token that runs out in the middle of a run, and loses no item', async () => {
	const credentials = api.credentials();
	const ids = await Promise.all([1, 2, 3, 4].map(() => api.newCard()));
	await runNode(get, { credentials, items: [{ id: ids[0] }] });
	// The second of four requests is slow enough for the tokens to lapse before the third.
	await api.fault({ kind: 'latency', latencyMs: 600, path: `/cards/${ids[1]}` });
	const running = runNode(oneByOne, { credentials, items: ids.map((id) => ({ id })) });
	await new Promise((resolve) => setTimeout(resolve, 300));
	await api.sandbox.admin.post('/tokens/expire', {});
	const { json, error } = await running;
	expect(error).toBeUndefined();
	expect(json.map(({ id }) => id)).toEqual(ids);
	expect(await api.calls(LOGIN)).toHaveLength(2);
	expect((await api.calls()).filter(({ status }) => status === 401)).toHaveLength(1);
});

it('logs in once when many requests find the token expired', async () => {
	const credentials = api.credentials();
	const ids = await Promise.all(Array.from({ length: 30 }, () => api.newCard()));
	await runNode(get, { credentials, items: [{ id: ids[0] }] });
	await api.sandbox.admin.post('/tokens/expire', {});
	await api.forgetCalls();
	const runs = await Promise.all(
		[1, 2, 3].map(() =>
			runNode(
				{ ...get, options: { concurrency: 10 } },
				{ credentials, items: ids.map((id) => ({ id })) },
			),
		),
	);
	for (const { json } of runs) expect(json.map(({ id }) => id)).toEqual(ids);
	expect(await api.calls(LOGIN)).toHaveLength(1);
});

it('renews for a write too, and the write happens once', async () => {
	const credentials = api.credentials();
	const id = await api.newCard();
	await runNode(get, { credentials, items: [{ id }] });
	await api.sandbox.admin.post('/tokens/expire', {});
	const { json } = await runNode(
		{ resource: 'card', operation: 'deactivate', cardId: byId(id) },
		{ credentials },
	);
	expect(json).toMatchObject([{ status: 'inactive' }]);
});

it('tries a wrong secret once, and says that it is the secret', async () => {
	const credentials = api.credentials({ apiSecret: 'not-the-secret-at-all' });
	const { error } = await runNode(get, { credentials, items: [{ id: await api.newCard() }] });
	expect(error?.message).toMatch(/^OffBlocks refused the API key or secret \(401/);
	expect(error?.description).toContain('sandbox and production keys differ');
	expect(await api.calls(LOGIN)).toHaveLength(1);
	expect(await api.calls()).toEqual([]);
});

it('shows no secret where the log-in answers with what it was sent', async () => {
	await api.fault({ kind: 'echo', status: 401, path: '/auth/token' });
	const { apiKey, apiSecret } = api.sandbox.info;
	const items = [{ id: await api.newCard() }];
	const { error } = await runNode(get, { credentials: api.credentials(), items });
	expect(error?.message).toMatch(
		/^OffBlocks refused the API key or secret \(401: .*"apiSecret":"\[secret\]"/,
	);
	for (const secret of [apiKey, apiSecret]) expect(JSON.stringify(error)).not.toContain(secret);
});

it('never uses a token that was fetched with another secret or for another host', async () => {
	const credentials = api.credentials();
	const items = [{ id: await api.newCard() }];
	await runNode(get, { credentials, items });
	await api.forgetCalls();
	const { apiSecret } = credentials.stored;

	credentials.stored.apiSecret = 'not-the-secret-at-all';
	const refused = await runNode(get, { credentials, items });
	expect(refused.error?.message).toMatch(/^OffBlocks refused the API key or secret \(401/);
	expect(await api.calls()).toEqual([]);

	credentials.stored.apiSecret = apiSecret;
	expect((await runNode(get, { credentials, items })).json).toHaveLength(1);
});

it('says when the host of the log-in cannot be reached', async () => {
	const credentials = api.credentials({ baseUrl: 'http://127.0.0.1:9/v1' });
	const { error } = await runNode(get, { credentials, items: [{ id: await api.newCard() }] });
	expect(error?.message).toMatch(
		/^OffBlocks could not be reached at 127\.0\.0\.1:9, after 4 attempts/,
	);
});

describe("an access token of one's own", () => {
	const login = async () => {
		const credentials = api.credentials();
		await runNode(get, { credentials, items: [{ id: await api.newCard() }] });
		return String(credentials.stored.sessionToken).split(' ')[0];
	};

	it('is used as it is', async () => {
		const accessToken = await login();
		await api.forgetCalls();
		const credentials = api.credentials({
			authentication: 'accessToken',
			accessToken,
			apiKey: '',
			apiSecret: '',
		});
		const { json } = await runNode(get, { credentials, items: [{ id: await api.newCard() }] });
		expect(json).toHaveLength(1);
		expect(await api.calls(LOGIN)).toEqual([]);
	});

	it('is not renewed when it runs out, and the error says what to do', async () => {
		const accessToken = await login();
		await api.sandbox.admin.post('/tokens/expire', {});
		await api.forgetCalls();
		const credentials = api.credentials({ authentication: 'accessToken', accessToken });
		const { error } = await runNode(get, { credentials, items: [{ id: await api.newCard() }] });
		expect(error?.message).toMatch(/\(401: .*expired/);
		expect(error?.description).toContain('your access token');
		expect(await api.calls(LOGIN)).toEqual([]);
	});
});
