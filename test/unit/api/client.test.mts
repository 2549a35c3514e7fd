import { Readable } from 'node:stream';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { v4 } from 'uuid';
import type { ApiError } from '../../../nodes/OffBlocks/api/ApiError.ts';
import { adviceFor } from '../../../nodes/OffBlocks/api/advice.ts';
import { callApi, type Caller, type CallOptions } from '../../../nodes/OffBlocks/api/client.ts';
import { Pace } from '../../../nodes/OffBlocks/api/Pace.ts';
import { clockDifference } from '../../../nodes/OffBlocks/shared/serverClock.ts';

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
/** A body as it comes from a socket. */
const inClear = (text: string, socket: object) => Object.assign(Readable.from([text]), { socket });
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

describe('what a 409 or 422 means, by what went before', () => {
	const body = '{"message":"Invalid state transition"}';
	const reset: Answer = async () => {
		throw Object.assign(new Error(), {
			cause: Object.assign(new Error(), { isAxiosError: true, code: 'ECONNRESET' }),
		});
	};
	const call = async (key: string, answers: Answer[], more: CallOptions = { policy }) => {
		const { sent, caller } = callerOf(...answers);
		return { error: await failure(callApi(caller, WRITE, key, more)), calls: sent.length };
	};
	beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
	afterEach(() => jest.restoreAllMocks());
	const quick = { ...policy, maxRetries: 1 };

	it('409 at once, under a fresh key: a refusal, not tried again', async () => {
		const { error, calls } = await call(v4(), [answer(409, body)]);
		expect(error).toMatchObject({ kind: 'conflict', transient: false });
		expect(error.message).toBe('OffBlocks refused the request (409: Invalid state transition)');
		expect(error.details).not.toHaveProperty('mayHaveTakenEffect');
		expect(calls).toBe(1);
	});

	it('409 after a lost answer: waited for, and in the end unknown', async () => {
		const { error, calls } = await call(v4(), [reset, answer(409, body)], { policy: quick });
		expect(error.kind).toBe('keyInFlight');
		expect(error.message).toMatch(/so the write may or may not have been carried out$/);
		expect(calls).toBe(2);
	});

	it('409 under a key of the user: waited for', async () => {
		const more = { policy: quick, keyIsUsers: true };
		const { error, calls } = await call(v4(), [answer(409, body)], more);
		expect(error).toMatchObject({ kind: 'keyInFlight', details: { mayHaveTakenEffect: true } });
		expect(calls).toBe(2);
	});

	it("n8n's Retry On Fail: the second call knows that the first one's answer was lost", async () => {
		const key = v4();
		await call(key, [reset], {});
		const { error } = await call(key, [answer(409, body)], {});
		expect(error.kind).toBe('keyInFlight');
		const other = await call(v4(), [answer(409, body)], {});
		expect(other.error.kind).toBe('conflict');
		// That there is no such card settles it.
		await call(key, [answer(404, body)], {});
		expect((await call(key, [answer(409, body)], {})).error.kind).toBe('conflict');
	});

	it.each([true, false])(
		'422 after a lost answer (key of the user: %s): look it up',
		async (keyIsUsers) => {
			const { error } = await call(v4(), [reset, answer(422)], { policy: quick, keyIsUsers });
			expect(error).toMatchObject({ kind: 'keyReused', details: { mayHaveTakenEffect: true } });
			expect(adviceFor(error, 'action')).toMatch(/^Check first whether/);
		},
	);

	it.each([401, 403, 407, 429])('%i after a lost answer settles nothing', async (status) => {
		const { error } = await call(v4(), [reset, answer(status)], { policy: quick });
		expect(error.details.mayHaveTakenEffect).toBe(true);
		expect(error.message).toContain('after 2 attempts');
		expect(adviceFor(error, 'action')).toMatch(/Idempotency Key set to [\da-f-]{36}/);
	});

	it('a refused signature after a lost answer settles nothing either', async () => {
		const refused = answer(400, 'invalid required signature');
		const { error } = await call(v4(), [reset, refused], { policy: quick });
		expect(error).toMatchObject({
			kind: 'signatureRefused',
			details: { mayHaveTakenEffect: true },
		});
	});

	it.each([
		['no answer', reset],
		['a 500', answer(500)],
	])('400 after %s: what was refused may be what had been done before', async (_, first) => {
		const { error } = await call(v4(), [first, answer(400, body)], { policy: quick });
		expect(error.details.mayHaveTakenEffect).toBe(true);
		expect(error.message).toMatch(
			/\(400: Invalid state transition\), after 2 attempts in [\d.]+ s; an attempt before it had no clear answer, so the write may or may not have been carried out$/,
		);
	});

	it('404 after no answer: there is nothing that it could have been done to', async () => {
		const { error } = await call(v4(), [reset, answer(404)], { policy: quick });
		expect(error.details).not.toHaveProperty('mayHaveTakenEffect');
		expect(error.message).not.toContain('may or may not');
	});

	it('404 to the end of a thing after no answer: it may be gone by that', async () => {
		const { caller } = callerOf(reset, answer(404));
		const END = { ...WRITE, method: 'DELETE' as const };
		const error = await failure(callApi(caller, END, v4(), { policy: quick }));
		expect(error.details.mayHaveTakenEffect).toBe(true);
	});
});

describe('who is blamed', () => {
	const at =
		(url: string, more: object): Answer =>
		async (options) => {
			options.url = url;
			return { statusCode: 403, headers: {}, body: '', ...more };
		};
	const open = { encrypted: false };

	it.each([
		[
			'a tunnel that a proxy did not open',
			{ statusCode: 403, body: inClear('refused by the wall', open) },
		],
		['the same as 400', { statusCode: 400, body: inClear('no', open) }],
		['the same with 503 and no words', { statusCode: 503, body: inClear('', open) }],
		['a log-in at the proxy', { statusCode: 407 }],
	])('%s: the proxy, and nothing was sent', async (_, more) => {
		const { caller } = callerOf(at('https://api.example.com/v1/x', more));
		const error = await failure(callApi(caller, WRITE, v4()));
		expect(error.kind).toBe('notOffBlocks');
		expect(error.message).toMatch(/^A proxy refused the connection to OffBlocks \(\d{3}/);
		expect(error.details).not.toHaveProperty('mayHaveTakenEffect');
	});

	it('what comes encrypted, or over plain http, is the server itself', async () => {
		for (const [url, socket] of [
			['https://api.example.com/v1/x', { encrypted: true }],
			['http://127.0.0.1:4010/v1/x', {}],
		] as const) {
			const { caller } = callerOf(at(url, { statusCode: 400, body: inClear('no', socket) }));
			expect((await failure(callApi(caller, WRITE, v4()))).kind).toBe('refused');
		}
	});

	it.each([502, 503, 504])(
		'%i without JSON: a gateway, which may have passed it on',
		async (status) => {
			const { caller } = callerOf(
				at('https://x.example/', { statusCode: status, body: 'proxied' }),
			);
			const error = await failure(callApi(caller, WRITE, v4()));
			expect(error).toMatchObject({ kind: 'notOffBlocks', transient: true });
			expect(error.details.mayHaveTakenEffect).toBe(true);
		},
	);

	it.each([
		['ECONNREFUSED', {}],
		['ENOTFOUND', {}],
		['CERT_HAS_EXPIRED', {}],
		['EPROTO', {}],
		['ERR_SSL_WRONG_VERSION_NUMBER', {}],
		['ETIMEDOUT', { syscall: 'connect' }],
		[
			'ECONNRESET',
			{
				message: 'Client network socket disconnected before secure TLS connection was established',
			},
		],
		[undefined, { message: 'Proxy connection ended before receiving CONNECT response' }],
	])('%s %j: nothing was sent', async (code, more) => {
		const { caller } = callerOf(async () => {
			const cause = Object.assign(new Error(), { isAxiosError: true, code, ...more });
			throw Object.assign(new Error(), { cause });
		});
		const error = await failure(callApi(caller, WRITE, v4()));
		expect(error).toMatchObject({ kind: 'unreachable', message: 'OffBlocks could not be reached' });
		expect(error.details).not.toHaveProperty('mayHaveTakenEffect');
	});
});

describe('odd lists', () => {
	const list = (keep: (element: unknown) => boolean) => ({
		list: { limit: Infinity, keep },
		policy,
	});

	it('what goes wrong in who takes them is no broken connection, and is not tried again', async () => {
		const { sent, caller } = callerOf(answer(200, '[{"name":1}]'));
		const keep = (card: unknown) => (card as { name: string }).name.includes('x');
		const error = await failure(callApi(caller, READ, undefined, list(keep)));
		expect(error.kind).toBe('unforeseen');
		expect(error.message).toMatch(/^An entry in the list could not be processed: .*not a function/);
		expect(sent).toHaveLength(1);
	});

	it.each([
		['an entry without end', `["${'x'.repeat(1_000)}`, 'x'.repeat(100_000), 30],
		['endless nesting', `[${'['.repeat(200)}`, '[', 1],
	])('%s is read no further, and not again', async (_, start, more, most) => {
		let pieces = 0;
		const body = Readable.from(
			(async function* () {
				yield start;
				for (; pieces < 1_000; pieces++) yield more;
			})(),
		);
		const { sent, caller } = callerOf(answer(200, body));
		const error = await failure(
			callApi(
				caller,
				READ,
				undefined,
				list(() => true),
			),
		);
		expect(error.kind).toBe('unexpectedAnswer');
		expect(error.message).toMatch(
			/JSON: (part of it is longer than 1 MB|it is nested too deeply)$/,
		);
		expect(pieces).toBeLessThan(most);
		expect(sent).toHaveLength(1);
	});

	it.each([`{"a":${'['.repeat(60)}${']'.repeat(60)}}`, `"${'x'.repeat(9_000_000)}"`])(
		'one thing that is too much is refused, too',
		async (body) => {
			const { message } = await failure(callApi(callerOf(answer(200, body)).caller, READ));
			expect(message).toMatch(/longer than 8 MB|nested too deeply/);
		},
	);
});

describe('a signature refused for its date', () => {
	const now = () => Math.floor(Date.now() / 1000);
	const refused =
		(created: number, date: number | undefined): Answer =>
		async (options) => {
			options.url = 'https://api.example.com/v1/cards/1';
			options.headers!['signature-input'] =
				`sig=("@method");keyid="key-7";alg="x";created=${created};expires=${created + 300}`;
			const headers = date === undefined ? {} : { date: new Date(date * 1000).toUTCString() };
			return { statusCode: 400, headers, body: 'invalid required signature' };
		};

	it.each([
		['in the future', 100, 0],
		['of now, to the second', 0, 0],
		['run out', -400, 0],
	])('%s: sent once more, with the time noted', async (_, created, date) => {
		const { sent, caller } = callerOf(
			refused(now() + created, now() + date),
			answer(201, '{"id":1}'),
		);
		expect(await callApi(caller, WRITE, KEY)).toEqual({ id: 1 });
		expect(sent).toHaveLength(2);
		expect(new Set(sent.map(({ headers }) => headers!['idempotency-key'])).size).toBe(1);
		expect(clockDifference('https://api.example.com')).toBeGreaterThan(-1_500);
	});

	it.each([
		['the date is right', -5, 0],
		['there is no date', 100, undefined],
	])('not where %s', async (_, created, date) => {
		const { sent, caller } = callerOf(
			refused(now() + created, date === undefined ? undefined : now() + date),
		);
		const error = await failure(callApi(caller, WRITE, KEY));
		expect(error).toMatchObject({ kind: 'signatureRefused', details: { keyId: 'key-7' } });
		expect(sent).toHaveLength(1);
	});

	it.each([
		[400, 'invalid required signature', 'signatureRefused'],
		[400, '{"message":"Content-Digest does not match"}', 'signatureRefused'],
		[400, '{"error":{"message":"unknown signing key"}}', 'signatureRefused'],
		[401, '{"message":"Key not found"}', 'signatureRefused'],
		[401, '{"message":"Signature has expired"}', 'signatureRefused'],
		[401, '{"message":"Invalid API key"}', 'notAuthorised'],
		[401, '', 'notAuthorised'],
		[400, '{"message":"Idempotency-Key is missing"}', 'refused'],
		[400, '{"message":"duplicate key value"}', 'refused'],
		[404, '{"message":"signature"}', 'notFound'],
	])('%i %s: %s', async (status, body, kind) => {
		expect((await failure(callApi(callerOf(answer(status, body)).caller, READ))).kind).toBe(kind);
	});

	it('of a challenge, whose body has a signature, only the words of the vendor count', async () => {
		const sign = { ...WRITE, body: { signature: 'x' } };
		const kindOf = async (words: string) =>
			(await failure(callApi(callerOf(answer(400, words)).caller, sign, v4()))).kind;
		expect(await kindOf('signature is not base64')).toBe('refused');
		expect(await kindOf('invalid required signature')).toBe('signatureRefused');
	});
});

it('a request id is shown without the secrets that it echoes', async () => {
	const token = 'opaque-token-1234567890';
	const { caller } = callerOf(async (options) => {
		options.headers!.authorization = `Bearer ${token}`;
		return { statusCode: 500, headers: { 'x-request-id': `r-1 ${token}` }, body: '{}' };
	});
	const { details } = await failure(callApi(caller, READ));
	expect(details.requestId).toBe('r-1 [secret]');
});
