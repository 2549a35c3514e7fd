// Whose doing it was that nothing whole came back.
import { connectionError } from '../../../nodes/OffBlocks/api/connection.ts';

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
