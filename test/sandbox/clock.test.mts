import { ALGORITHM, type SendOptions, SigningClient } from '../support/client.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';
import { expectRefusal, lastCall } from './refusals.mts';

const CARD = '/cards/d0000000-0000-4000-8000-000000000501';

let sandbox: Sandbox;
let client: SigningClient;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox?.stop());
// A new client each time: a token of another time may have lapsed.
beforeEach(async () => {
	await set({ clockOffset: 0, clockDrift: 0 });
	client = new SigningClient(sandbox.info);
});

const set = (settings: object) => sandbox.admin.put('/settings', settings);
const machine = (seconds = 0) => new Date(Date.now() + seconds * 1000);
/** Signed by a machine whose clock differs from this one's. */
const signedAt = (seconds: number, life = 300): SendOptions => ({
	parameters: {
		keyid: sandbox.info.keyId,
		alg: ALGORITHM,
		created: machine(seconds),
		expires: machine(seconds + life),
	},
});
/** How far the sandbox's clock is ahead by its Date header, which leaves out the fraction of a second. */
const aheadBy = (date: unknown) => (Date.parse(String(date)) + 500 - Date.now()) / 1000;

describe.each([-600, -3, 0, 3, 600])('a sandbox whose clock is %d s ahead', (offset) => {
	beforeEach(() => set({ clockOffset: offset }));

	test('says so in the Date header of every answer', async () => {
		const right = signedAt(offset - 1);
		const answers = [
			await client.get('/cards', right),
			await client.get('/cards', { token: 'a.b.c' }),
			await client.get('/cards', { keyId: 'another' }),
			await client.get('/nowhere'),
			await client.patch(`${CARD}/activate`, right),
		];
		expect(answers.map(({ status }) => status)).toEqual([200, 401, 400, 404, 409]);
		for (const { headers } of answers)
			expect(Math.abs(aheadBy(headers.date) - offset)).toBeLessThan(1.5);
	});

	test('tolerates no signature from its future', async () => {
		expect((await client.get('/cards', signedAt(offset - 1))).status).toBe(200);
		const early = await client.get('/cards', signedAt(offset + 2));
		await expectRefusal(sandbox, early, 'clock', 'in the future');
	});

	test('tolerates no signature past its expiry', async () => {
		expect((await client.get('/cards', signedAt(offset - 10, 15))).status).toBe(200);
		const late = await client.get('/cards', signedAt(offset - 10, 9));
		await expectRefusal(sandbox, late, 'clock', 'expired');
	});

	test('issues tokens and stamps by that clock', async () => {
		const { expiresAt } = await client.newToken();
		expect(Math.abs(expiresAt - 3600 - offset - Date.now() / 1000)).toBeLessThan(2);
		const { data } = await client.patch(`${CARD}/deactivate`, signedAt(offset - 1));
		await client.patch(`${CARD}/activate`, signedAt(offset - 1));
		expect(Math.abs((Date.parse(data.updatedAt) - Date.now()) / 1000 - offset)).toBeLessThan(2);
	});
});

test('the very second of the expiry is too late', async () => {
	// Within one second `expires` = now is met exactly where the fraction is cut off, and only there.
	const { data: settings } = await sandbox.admin.get('/settings');
	expect(settings).toMatchObject({ clockOffset: 0, clockDrift: 0 });
	await new Promise((resolve) => setTimeout(resolve, 1_010 - (Date.now() % 1000)));
	const response = await client.get('/cards', signedAt(-60, 60));
	await expectRefusal(sandbox, response, 'clock', 'expired 0.');
});

test('a refusal says by how many seconds the clocks differ, in the record alone', async () => {
	await set({ clockOffset: -90 });
	await expectRefusal(sandbox, await client.get('/cards'), 'clock', 'created');
	const { error } = await lastCall(sandbox);
	const seconds = Number(/created (\d+\.\d) s in the future/.exec(error ?? '')?.[1]);
	expect(Math.abs(seconds - 90)).toBeLessThan(1.5);
});

test('a token lapses by the sandbox’s clock', async () => {
	await client.newToken();
	await set({ clockOffset: 3_590 });
	expect((await client.get('/cards', signedAt(3_580))).status).toBe(200);
	await set({ clockOffset: 3_602 });
	const { status, data } = await client.get('/cards', signedAt(3_580));
	expect([status, data.error]).toEqual([401, 'token_expired']);
});

test('a clock that drifts gains from the moment it is set, and is put right again', async () => {
	await set({ clockOffset: 100, clockDrift: 5 });
	const start = performance.now();
	const seconds = async () => {
		const { headers } = await client.get('/nowhere');
		return { ahead: aheadBy(headers.date) - 100, passed: (performance.now() - start) / 1000 };
	};
	const first = await seconds();
	expect(Math.abs(first.ahead - first.passed * 5)).toBeLessThan(2);
	await new Promise((resolve) => setTimeout(resolve, 2_000));
	const second = await seconds();
	expect(second.ahead).toBeGreaterThan(9);
	expect(Math.abs(second.ahead - second.passed * 5)).toBeLessThan(2);
	await set({ clockDrift: 0 });
	expect(Math.abs((await seconds()).ahead)).toBeLessThan(1.5);
});

test('timestamps go on rising while the clock stands, and follow it back', async () => {
	await set({ clockOffset: 1_000 });
	const stamps = [];
	for (const change of ['deactivate', 'activate'])
		stamps.push((await client.patch(`${CARD}/${change}`, signedAt(999))).data.updatedAt);
	await set({ clockOffset: 0 });
	const { data } = await client.patch(`${CARD}/deactivate`);
	expect(stamps[1] > stamps[0]).toBe(true);
	expect(Date.parse(data.updatedAt)).toBeLessThan(Date.now() + 1_000);
	await client.patch(`${CARD}/activate`);
});

test('flags set it at the start', async () => {
	const own = await startSandbox({ args: ['--clock-offset', '-7.5', '--clock-drift', '0.25'] });
	try {
		const { data, headers } = await own.admin.get('/settings');
		expect(data).toMatchObject({ clockOffset: -7.5, clockDrift: 0.25 });
		expect(Math.abs(aheadBy(headers.date) + 7.5)).toBeLessThan(2);
	} finally {
		await own.stop();
	}
});
