import type { IHttpRequestHelper } from 'n8n-workflow';
import { renewToken, storedSession } from '../../../credentials/request/session.ts';

jest.useFakeTimers({ now: 0, doNotFake: ['nextTick'] });

let logIns = 0;
const http = {
	helpers: {
		httpRequest: async () => ({ statusCode: 200, body: { token: `own-${++logIns}` } }),
	},
} as unknown as IHttpRequestHelper;

/** A key pair that no other test has. */
let pairs = 0;
const keyPair = () => ({ environment: 'production', apiKey: `key ${++pairs}`, apiSecret: 's' });
beforeEach(() => (logIns = 0));

it('one log-in for all requests that were under way with the token that ran out', async () => {
	const keys = keyPair();
	const old = await renewToken(http, keys);
	storedSession({ ...keys, sessionToken: old });
	jest.advanceTimersByTime(1_000);
	const renew = async () => await renewToken(http, { ...keys, sessionToken: old });
	const [first, second] = await Promise.all([renew(), renew()]);
	expect([first, second, await renew()]).toEqual([first, first, first]);
	expect(logIns).toBe(2);
});

it.each([
	[
		'before this process fetched its own',
		(use: () => void, fetch: () => Promise<unknown>) => [use, fetch],
	],
	['after it', (use: () => void, fetch: () => Promise<unknown>) => [fetch, use]],
])(
	'does not offer a token that may have run out with that of another process, which was in use %s',
	async (_, inOrder) => {
		const keys = keyPair();
		const [, pair] = (await renewToken(http, keys)).split(' ');
		logIns = 0;
		const others = { ...keys, sessionToken: `of-another-process ${pair}` };
		const steps = inOrder(
			() => void storedSession(others),
			async () => await renewToken(http, keys),
		);
		for (const step of steps) {
			jest.advanceTimersByTime(1_000);
			await step();
		}
		jest.advanceTimersByTime(1_000);
		// Both have run out.
		const renew = async () => await renewToken(http, others);
		const renewed = `own-2 ${pair} `;
		expect(await Promise.all([renew(), renew()])).toEqual([renewed, renewed]);
		jest.advanceTimersByTime(1_000);
		expect(await renew()).toBe(renewed);
		expect(logIns).toBe(2);
	},
);

it.each([
	['host', { environment: 'sandbox' }],
	['API key', { apiKey: 'another' }],
	['API secret', { apiSecret: 'another' }],
])('a session fetched with another %s is not used', async (_, change) => {
	const keys = keyPair();
	const sessionToken = await renewToken(http, keys);
	expect(storedSession({ ...keys, sessionToken }).token).toBe('own-1');
	expect(() => storedSession({ ...keys, ...change, sessionToken })).toThrow(
		'belongs to another key or host',
	);
});
