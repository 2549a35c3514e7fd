import { httpError } from '../../../nodes/OffBlocks/api/refusal.ts';

beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) }));
afterEach(() => jest.useRealTimers());

/** Milliseconds that an answer with this header asks to wait. */
async function asked(header: unknown): Promise<number | undefined> {
	const headers = header === undefined ? {} : { 'retry-after': header };
	const response = { statusCode: 429, headers, body: undefined };
	return (await httpError(response, {}, new AbortController().signal)).retryAfter;
}

it.each([
	['seconds', '7', 7_000],
	['no seconds', '0', 0],
	['blanks around', ' 12 ', 12_000],
	['an HTTP date', 'Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
	['the older form of a date', 'Friday, 02-Jan-26 03:04:06 GMT', 1_000],
	['a date that has passed', 'Fri, 02 Jan 2026 03:00:00 GMT', 0],
])('reads %s (RFC 9110 §10.2.3)', async (_, header, ms) => {
	expect(await asked(header)).toBe(ms);
});

it.each([undefined, '', '  ', 'soon', '-5', '1.5', '12 s', ['7'], 7])(
	'makes nothing of %j',
	async (header) => {
		expect(await asked(header)).toBeUndefined();
	},
);
