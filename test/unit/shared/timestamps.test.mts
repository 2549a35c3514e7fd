import { momentOf, sameInstant } from '../../../nodes/OffBlocks/shared/timestamps';

it.each([
	['1970-01-01T00:00:00Z', 0, 0],
	['1970-01-01T00:00:00.000000001Z', 0, 1],
	['1970-01-01T00:00:01.5Z', 1_500, 0],
	['1970-01-01T01:00:00+01:00', 0, 0],
	['2024-01-12T15:12:26.923705379Z', 1_705_072_346_923, 705_379],
])('%s is %i ms and %i ns', (text, milliseconds, nanoseconds) => {
	expect(momentOf(text)).toEqual({ milliseconds, nanoseconds });
});

it.each([[''], ['yesterday'], ['2024-13-12T15:12:26Z'], [1_705_072_346], [null], [undefined]])(
	'%p is no moment',
	(value) => {
		expect(momentOf(value).milliseconds).toBeNaN();
	},
);

it.each<[unknown, unknown, boolean]>([
	['2024-01-12T15:12:26.92Z', '2024-01-12T15:12:26.920000000Z', true],
	['2024-01-12T15:12:26Z', '2024-01-12T16:12:26+01:00', true],
	['2024-01-12T15:12:26.923705379Z', '2024-01-12T15:12:26.923705378Z', false],
	['2024-01-12T15:12:26.923Z', '2024-01-12T15:12:26.924Z', false],
	['not a date', 'not a date', true],
	['not a date', 'another', false],
	['not a date', '2024-01-12T15:12:26Z', false],
	[undefined, '2024-01-12T15:12:26Z', false],
])('%p and %p: %p', (one, other, same) => {
	expect(sameInstant(one, other)).toBe(same);
	expect(sameInstant(other, one)).toBe(same);
});
