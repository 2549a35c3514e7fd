import type { IHttpRequestHelper } from 'n8n-workflow';
import { renewToken, sessionToken } from '../../../credentials/request/session.ts';

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
	sessionToken({ ...keys, sessionToken: old });
	jest.advanceTimersByTime(1_000);
	const renew = async () => await renewToken(http, { ...keys, sessionToken: old });
	const [first, second] = await Promise.all([renew(), renew()]);
	expect([first, second, await renew()]).toEqual([first, first, first]);
	expect(logIns).toBe(2);
});

it('does not offer a token that is older in use than the refused one: it was stored over by another process', async () => {
	const keys = keyPair();
	const [, pair] = (await renewToken(http, keys)).split(' ');
	const others = { ...keys, sessionToken: `of-another-process ${pair}` };
	jest.advanceTimersByTime(1_000);
	sessionToken(others);
	jest.advanceTimersByTime(1_000);
	// Both have run out.
	expect(await renewToken(http, others)).toBe(`own-2 ${pair}`);
});

it('offers the one that it fetched after the refused one had been in use', async () => {
	const keys = keyPair();
	const [, pair] = (await renewToken(http, keys)).split(' ');
	const others = { ...keys, sessionToken: `of-another-process ${pair}` };
	sessionToken(others);
	jest.advanceTimersByTime(1_000);
	expect(await renewToken(http, others)).toBe(`own-2 ${pair}`);
	// Signed again with it meanwhile, by a request that had read it before.
	sessionToken(others);
	expect(await renewToken(http, others)).toBe(`own-2 ${pair}`);
	expect(logIns).toBe(2);
});
