// Whose doing it was that nothing whole came back.
import { Readable } from 'node:stream';
import { connectionError, sendError } from '../../../nodes/OffBlocks/api/connection.ts';

const named = (name: string) => Object.assign(new Error('stopped'), { name });
const coded = (code: string) => Object.assign(new TypeError('odd'), { code });

it.each([
	['the run was stopped', named('AbortError'), 'cancelled'],
	['as axios says it', named('CanceledError'), 'cancelled'],
	['a time limit', named('TimeoutError'), 'noAnswer'],
	['a connection that broke', coded('ECONNRESET'), 'noAnswer'],
	['one that was never made', coded('ECONNREFUSED'), 'unreachable'],
	['a mistake of a program', new TypeError('x is not a function'), 'unforeseen'],
	['what wraps another trouble', new TypeError('failed', { cause: new Error('?') }), 'noAnswer'],
])('%s', (_, error, kind) => {
	expect(connectionError(error, {}).kind).toBe(kind);
});

it('a mistake says of a write that it may have been carried out', () => {
	const { details } = connectionError(new TypeError('x'), { idempotencyKey: 'k' });
	expect(details).toMatchObject({ idempotencyKey: 'k', mayHaveTakenEffect: true });
});

// As NodeApiError of n8n-workflow 2.8.4 is, whose class field sets the cause to undefined; the matrix tries the real one.
describe('n8n 2.8, which drops the cause', () => {
	const { signal } = new AbortController();

	it('an answer is read from its stream', async () => {
		const data = Object.assign(Readable.from(['{"message":"no room for a second card"}']), {
			headers: { 'content-type': 'application/json' },
			socket: {},
		});
		const thrown = { cause: undefined, httpCode: '400', message: 'Bad request', context: { data } };
		const error = await sendError(thrown, {}, signal);
		expect(error.message).toContain('no room for a second card');
		expect(error.kind).toBe('refused');
	});

	it.each([
		['ECONNREFUSED', 'connect ECONNREFUSED', 'unreachable'],
		['ECONNRESET', 'socket hang up', 'noAnswer'],
		[
			'ECONNRESET',
			'Client network socket disconnected before secure TLS connection was established',
			'unreachable',
		],
	])('a connection that failed: %s, %s', async (httpCode, words, kind) => {
		const thrown = { cause: undefined, httpCode, message: 'It is offline', messages: [words] };
		const error = await sendError(thrown, { idempotencyKey: 'k' }, signal);
		expect(error.kind).toBe(kind);
		expect(error.details.mayHaveTakenEffect === true).toBe(kind === 'noAnswer');
	});
});

it.each([
	['DEPTH_ZERO_SELF_SIGNED_CERT', false, /could not prove that it is OffBlocks/],
	['ECONNREFUSED', true, undefined],
])('%s: tried again: %s', (code, transient, advice) => {
	const error = connectionError(coded(code), {});
	expect([error.kind, error.transient]).toEqual(['unreachable', transient]);
	if (advice) expect(error.advice).toMatch(advice);
	else expect(error.advice).toBeUndefined();
});
