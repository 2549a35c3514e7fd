import { ApiError, type FailureKind } from '../../../nodes/OffBlocks/api/ApiError.ts';
import { adviceFor } from '../../../nodes/OffBlocks/api/advice.ts';

const KINDS: FailureKind[] = [
	'refused',
	'signatureRefused',
	'notAuthorised',
	'forbidden',
	'notFound',
	'conflict',
	'keyInFlight',
	'keyReused',
	'slowDown',
	'serverTrouble',
	'noAnswer',
	'unreachable',
	'notOffBlocks',
	'unexpectedAnswer',
	'credential',
	'cancelled',
	'notSent',
	'unforeseen',
];

/** What only the action node has. */
const ITS_OPTIONS =
	/Max Retries|Timeout|Concurrency|Requests per Second|Idempotency Key|run the node|this item|Retry On Fail/;

describe.each([{}, { mayHaveTakenEffect: true as const }])('%j', (details) => {
	it.each(KINDS)('%s: each caller is told of nothing that it lacks', (kind) => {
		const error = new ApiError(kind, 'It failed', { ...details, idempotencyKey: 'k', code: 'EX' });
		for (const surface of ['agent', 'trigger', 'picker'] as const) {
			expect(adviceFor(error, surface)).not.toMatch(ITS_OPTIONS);
			expect(adviceFor(error, surface)).toMatch(/\.$/);
		}
		expect(adviceFor(error, 'action')).not.toMatch(/publish|the list again/);
	});
});

it('a model is told to look, and what it cannot do', () => {
	const open = { mayHaveTakenEffect: true as const, idempotencyKey: 'k' };
	expect(adviceFor(new ApiError('noAnswer', 'x', open), 'agent')).toMatch(
		/^It may have been carried out. Look it up before you try again/,
	);
	expect(adviceFor(new ApiError('forbidden', 'x'), 'agent')).toMatch(/Only a person can do that/);
	expect(adviceFor(new ApiError('refused', 'x'), 'agent')).toContain('call the tool again');
});

it('the action is told of its options', () => {
	expect(adviceFor(new ApiError('noAnswer', 'x'), 'action')).toContain('Timeout and Max Retries');
	expect(adviceFor(new ApiError('slowDown', 'x'), 'action')).toContain('Requests per Second');
});

it('a key that was used with other values is not to be changed before a look', () => {
	const open = { mayHaveTakenEffect: true as const, idempotencyKey: 'k' };
	const advice = adviceFor(new ApiError('keyReused', 'x', open), 'action');
	expect(advice).toMatch(/^Check first whether/);
	expect(advice).not.toMatch(/Use a key|leave the option/);
});

it.each([
	[0, false, /clock agrees/],
	[1, false, /clock agrees/],
	[300, true, /300 s ahead of OffBlocks' clock, so the signature had the wrong date/],
	[-300, true, /300 s behind OffBlocks' clock, so/],
	[300, false, /300 s ahead.*not the cause/],
	[undefined, false, /has no date/],
])('a refused signature, clock %s s ahead', (clockAhead, mayBeTheClock, words) => {
	const details = { clockAhead, keyId: 'key-7' };
	const advice = adviceFor(
		new ApiError('signatureRefused', 'x', details, { mayBeTheClock }),
		'picker',
	);
	expect(advice).toMatch(words);
	expect(advice).toContain('The Key ID used is key-7');
});

it('where a write may have been carried out, the trigger is told that trying again is safe', () => {
	const error = new ApiError('noAnswer', 'x', { mayHaveTakenEffect: true });
	expect(adviceFor(error, 'trigger')).toBe(
		'Try again: if the subscription was created, it will be found.',
	);
	expect(adviceFor(error, 'action')).toContain('Check whether it was carried out');
});

it('a proxy that asks for a log-in is not to be looked for in the credential', () => {
	const about = (status: number) =>
		adviceFor(new ApiError('notOffBlocks', 'x', { status }), 'action');
	expect(about(407)).toContain('asks for a user name and password');
	expect(about(200)).toContain('Base URL of the credential');
});
