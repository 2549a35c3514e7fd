// The vendor's verifier allows no difference between the clocks. Here OffBlocks' clock is wrong, which for a signature
// is the same as this machine's being wrong the other way.
import { startOffBlocks, byId, type OffBlocks } from '../support/offblocks.mts';
import { addNodeType, runNode } from '../support/engine.mts';
import { httpRequestNode, TYPE, VERSION } from '../support/httpRequestNode.mts';
import { expectNoSecrets } from '../support/secrets.mts';
import { inTurn, volume } from '../support/volume.mts';

const CALLS = volume(500, 2_000);
const get = {
	resource: 'card',
	operation: 'get',
	cardId: byId('={{ $json.id }}'),
	options: { concurrency: 20, maxRetries: 0 },
};

let api: OffBlocks;
afterEach(async () => await api.sandbox.stop());
afterAll(expectNoSecrets);

async function start(args: string[]): Promise<void> {
	// A port of its own each time: what this process learned of another server's clock counts for that one.
	api = await startOffBlocks({ args });
}

async function getTimes(calls: number, credentials = api.credentials()) {
	const id = await api.newCard();
	await api.forgetCalls();
	const items = Array.from({ length: calls }, () => ({ id }));
	return await runNode(get, { credentials, items });
}

const STEADY = [-600, -1, -0.1, 0, 0.1, 1, 600].map((offset) => ({ offset, drift: 0 }));
/** Seconds gained in one. */
const DRIFTING = [-0.01, 0.01].flatMap((drift) =>
	[-600, 0, 600].map((offset) => ({ offset, drift })),
);

it.each(inTurn([STEADY, DRIFTING]))(
	`OffBlocks' clock $offset s ahead, and gaining $drift s a second: each of ${CALLS} calls passes, none is sent twice`,
	async ({ offset, drift }) => {
		await start(['--clock-offset', String(offset), '--clock-drift', String(drift)]);
		const { json, error } = await getTimes(CALLS);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(CALLS);
		const statuses = (await api.calls(/./)).map(({ status }) => status);
		expect(statuses.filter((status) => status !== 200)).toEqual([]);
		// The sandbox keeps the last calls only; one log-in is the one before them.
		expect((await api.calls(/auth\/token/)).length).toBeLessThanOrEqual(1);
	},
	240_000,
);

it('a correct clock pays nothing: one log-in, one call', async () => {
	await start([]);
	await getTimes(1);
	expect((await api.calls(/./)).map(({ path }) => path)).toEqual([
		expect.stringContaining('/auth/token'),
		expect.stringContaining('/cards/'),
	]);
});

it('a clock that is set while n8n runs costs one refusal, answered with 401', async () => {
	await start(['--signature-refusal', 'json401']);
	const credentials = api.credentials();
	expect((await getTimes(1, credentials)).error).toBeUndefined();
	await api.sandbox.admin.put('/settings', { clockOffset: -600 });
	expect((await getTimes(5, credentials)).error).toBeUndefined();
	expect((await getTimes(5, credentials)).error).toBeUndefined();
});

it("in the HTTP Request node, with an access token of one's own, after any refusal", async () => {
	addNodeType(TYPE, httpRequestNode());
	await start([]);
	const loggedIn = api.credentials();
	await getTimes(1, loggedIn);
	const accessToken = String(loggedIn.stored.sessionToken).split(' ')[0];
	await api.sandbox.admin.put('/settings', { clockOffset: -60 });
	const own = { authentication: 'accessToken', accessToken, apiKey: '', apiSecret: '' };
	const call = async () =>
		await runNode(
			{
				url: `${api.sandbox.info.baseUrl}/webhooks`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'offBlocksApi',
			},
			{ credentials: api.credentials(own), type: TYPE, typeVersion: VERSION },
		);
	await api.forgetCalls();
	expect((await call()).error).toBeUndefined();
	// The refusal, the question for the time, and the request again; from then on it is known.
	expect(await api.calls(/./)).toHaveLength(3);
	await api.forgetCalls();
	expect((await call()).error).toBeUndefined();
	expect(await api.calls(/./)).toHaveLength(1);
});

it("with an access token of one's own the time is asked for after a refusal with 401", async () => {
	await start(['--signature-refusal', 'json401']);
	const loggedIn = api.credentials();
	await getTimes(1, loggedIn);
	const accessToken = String(loggedIn.stored.sessionToken).split(' ')[0];
	await api.sandbox.admin.put('/settings', { clockOffset: -60 });
	const own = { authentication: 'accessToken', accessToken, apiKey: '', apiSecret: '' };
	const { error, json } = await getTimes(3, api.credentials(own));
	expect(error).toBeUndefined();
	expect(json).toHaveLength(3);
});
