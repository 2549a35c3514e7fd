// What the difference between two clocks explains, and how it is told.
import { clockWords, explainsRefusal } from '../../../credentials/request/clock.ts';
import { noteServerDate } from '../../../nodes/OffBlocks/shared/serverClock.ts';

it.each([
	// Signatures are dated back by five seconds; a Date is cut to whole seconds.
	[0, -3_900, false],
	[0, -4_100, true],
	[0, 289_000, false],
	[0, 291_000, true],
	[-600_000, 0, true],
	[undefined, undefined, false],
	// To the millisecond: nothing assumed is no difference.
	[undefined, -4_000, false],
	[undefined, -4_001, true],
	[undefined, 290_000, false],
	[undefined, 290_001, true],
])(
	'assumed %s ms, found %s ms: the time can be why a signature was refused: %s',
	(assumed, found, wanted) => {
		expect(explainsRefusal(assumed, found)).toBe(wanted);
	},
);

it.each([
	[undefined, /^The response has no date, so the clocks could not be compared/],
	['Thu, 01 Jan 2026 00:00:00 GMT', /^The clocks of this machine and OffBlocks agree\.$/],
	['Thu, 01 Jan 2026 00:10:00 GMT', /^This machine.s clock is 600 seconds behind OffBlocks/],
	['Wed, 31 Dec 2025 23:50:00 GMT', /^This machine.s clock is 600 seconds ahead of OffBlocks/],
])('an answer dated %s', (date, words) => {
	const origin = `https://${String(date).replace(/\W/g, '')}.example`;
	noteServerDate(origin, date, Date.parse('2026-01-01T00:00:00Z'));
	expect(clockWords(origin)).toMatch(words);
});
