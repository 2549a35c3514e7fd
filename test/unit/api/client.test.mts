import { Readable } from 'node:stream';
import type { IHttpRequestOptions } from 'n8n-workflow';
import type { ApiError } from '../../../nodes/OffBlocks/api/ApiError.ts';
import { callApi, type Caller } from '../../../nodes/OffBlocks/api/client.ts';
import { Pace } from '../../../nodes/OffBlocks/api/Pace.ts';

const KEY = '0d9e5f5e-3b1c-4f6e-8f55-6f6d2a1f2b3c';
const WRITE = { method: 'POST', path: '/accounts/1/cards', body: { a: 1 } } as const;
const READ = { method: 'GET', path: '/cards/1' } as const;

type Answer = (options: IHttpRequestOptions) => Promise<unknown>;

/** What n8n gives a node, as far as a call needs it; `answers` are used one a request. */
function callerOf(...answers: Answer[]) {
	const sent: IHttpRequestOptions[] = [];
	const httpRequestWithAuthentication = async (_: string, options: IHttpRequestOptions) => {
		sent.push(options);
		return await answers[Math.min(sent.length, answers.length) - 1](options);
	};
	return { sent, caller: { helpers: { httpRequestWithAuthentication } } as unknown as Caller };
}

const answer =
	(statusCode: number, body: unknown = '{}'): Answer =>
	async () => ({ statusCode, headers: {}, body });
const never: Answer = () => new Promise(() => undefined);
const failure = async (call: Promise<unknown>) => (await call.catch((e: unknown) => e)) as ApiError;
const policy = { maxRetries: 3, deadline: 60_000, pace: new Pace() };

it('sends each attempt anew, with the same key and the same bytes', async () => {
	jest.spyOn(Math, 'random').mockReturnValue(0);
	const { sent, caller } = callerOf(answer(503), answer(429), answer(201, '{"id":1}'));
	expect(await callApi(caller, WRITE, KEY, { policy })).toEqual({ id: 1 });
	expect(new Set(sent).size).toBe(3);
	for (const { headers, body, url, method } of sent) {
		expect({ url, method }).toEqual({ url: '/accounts/1/cards', method: 'POST' });
		expect(headers).toMatchObject({ 'idempotency-key': KEY, 'content-type': 'application/json' });
		expect(String(body)).toBe('{"a":1}');
	}
	jest.restoreAllMocks();
});

it('tries once without a policy', async () => {
	const { sent, caller } = callerOf(answer(503));
	expect((await failure(callApi(caller, READ))).details.status).toBe(503);
	expect(sent).toHaveLength(1);
});

describe('the timeout of one attempt', () => {
	const quick = { ...READ, timeoutMs: 20 };

	it('counts before there is an answer, whatever n8n waits for', async () => {
		const { caller } = callerOf(never);
		const { message, details, transient } = await failure(callApi(caller, quick));
		expect(message).toBe('OffBlocks took too long to answer');
		expect(details.code).toBe('ETIMEDOUT');
		expect(transient).toBe(true);
	});

	it('counts until the whole body is there', async () => {
		const body = new Readable({ read() {} });
		body.push('{"id":');
		const { caller } = callerOf(answer(200, body));
		expect((await failure(callApi(caller, quick))).details.code).toBe('ETIMEDOUT');
		expect(body.destroyed).toBe(true);
	});

	it('leaves nothing open that comes too late', async () => {
		const body = new Readable({ read() {} });
		let arrive: (value: unknown) => void = () => undefined;
		const { caller } = callerOf(() => new Promise((resolve) => (arrive = resolve)));
		await failure(callApi(caller, quick));
		arrive({ statusCode: 200, headers: {}, body });
		await new Promise((resolve) => setImmediate(resolve));
		expect(body.destroyed).toBe(true);
	});

	it('of a write says that it may have been carried out', async () => {
		const { caller } = callerOf(never);
		const { details } = await failure(callApi(caller, { ...WRITE, timeoutMs: 20 }, KEY));
		expect(details).toMatchObject({ mayHaveTakenEffect: true, idempotencyKey: KEY });
	});
});

describe('cancelling', () => {
	it.each([
		['no answer', never],
		['half an answer', answer(200, new Readable({ read() {} }))],
	])('ends the wait at once (%s), and is tried no more', async (_, first) => {
		const cancel = new AbortController();
		const { sent, caller } = callerOf(first);
		const pace = new Pace(0, cancel.signal);
		const stopping = { ...policy, pace, stop: cancel.signal, cancel: cancel.signal };
		const call = failure(callApi(caller, READ, undefined, { policy: stopping }));
		await new Promise((resolve) => setImmediate(resolve));
		// n8n gives no reason, or one of its own.
		cancel.abort('because');
		expect((await call).message).toBe('The execution was cancelled');
		expect(sent).toHaveLength(1);
	});
});

describe('a log-in that fails', () => {
	const loginFails =
		(transient: boolean): Answer =>
		async () => {
			const cause = Object.assign(new Error('no token'), { description: 'Wait.', transient });
			throw Object.assign(new Error('wrapped'), { cause });
		};

	it('is tried again where the credential says that this may help', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const { sent, caller } = callerOf(loginFails(true), answer(200, '{"id":1}'));
		expect(await callApi(caller, READ, undefined, { policy })).toEqual({ id: 1 });
		expect(sent).toHaveLength(2);
		jest.restoreAllMocks();
	});

	it('is not where it says that it will not', async () => {
		const { sent, caller } = callerOf(loginFails(false), answer(200));
		const error = await failure(callApi(caller, READ, undefined, { policy }));
		expect(error).toMatchObject({ message: 'no token', advice: 'Wait.' });
		expect(sent).toHaveLength(1);
	});
});

describe('an answer that echoes the request', () => {
	const secrets = {
		authorization: 'Bearer opaque-token-1234567890',
		signature: 'sig=:c2ln/bmF0dXJl+Q==:',
	};
	const echo = JSON.stringify(secrets);

	it.each([
		['in an error', 400, JSON.stringify({ message: `no: ${echo}` })],
		['in JSON without words', 400, JSON.stringify({ no: { no: 'x', ...secrets } })],
		['in a page', 502, `<html>no ${echo}</html>`],
		['cut off', 400, `no ${secrets.authorization.slice(0, -2)}`],
		[
			'escaped for HTML',
			400,
			`no ${echo.replace(/[/+="]/g, (c) => `&#x${c.charCodeAt(0).toString(16)};`)}`,
		],
		['in base64', 400, `no ${Buffer.from(echo).toString('base64')}`],
		['in a URL', 400, `no ${encodeURIComponent(echo)}`],
		['where JSON should be', 200, `no ${echo}`],
	])('%s shows neither token nor signature', async (_, status, body) => {
		const { caller } = callerOf(async (options) => {
			// As the credential does.
			Object.assign(options.headers!, secrets);
			return { statusCode: status, headers: {}, body };
		});
		const error = await failure(callApi(caller, READ));
		expect(error.message).toContain('no');
		expect(JSON.stringify([error.message, error])).not.toMatch(
			/opaque|c2ln|bmF0|b3BhcXVl|9wYXF1Z|Mmxu/,
		);
	});

	it('a 401, which n8n throws, shows none either', async () => {
		const { caller } = callerOf(async (options) => {
			Object.assign(options.headers!, secrets);
			const response = { status: 401, headers: {}, data: `no ${echo}` };
			throw Object.assign(new Error(), { cause: { response } });
		});
		const { message } = await failure(callApi(caller, READ));
		expect(message).toMatch(/^OffBlocks did not accept the credential \(401: no .*\[secret\]/);
		expect(message).not.toMatch(/opaque|c2ln|bmF0/);
	});

	it('a callback URL shows no token', async () => {
		const body = JSON.stringify({
			message: 'not reachable: https://n8n/webhook/x?token=abc-DEF_1&a=b',
		});
		const { message } = await failure(callApi(callerOf(answer(400, body)).caller, READ));
		expect(message).toContain('https://n8n/webhook/x?token=[token]&a=b');
	});
});

it('a 401 without headers, as the credential makes one, is an error like any other', async () => {
	const unhandled = jest.fn();
	process.on('unhandledRejection', unhandled);
	const { caller } = callerOf(async () => {
		throw Object.assign(new Error(), { cause: { response: { status: 401 } } });
	});
	expect((await failure(callApi(caller, READ))).details.status).toBe(401);
	await new Promise((resolve) => setImmediate(resolve));
	process.off('unhandledRejection', unhandled);
	expect(unhandled).not.toHaveBeenCalled();
});
