import { Calendar } from '../../../nodes/OffBlocks/shared/Calendar';
import { compareMoments, momentOf } from '../../../nodes/OffBlocks/shared/timestamps';

const iso = (at: number) => new Date(at).toISOString();

it('ends a month at midnight of the zone, through winter and summer time', () => {
	const berlin = new Calendar('Europe/Berlin');
	expect(iso(berlin.monthEnd('03/2026'))).toBe('2026-03-31T22:00:00.000Z');
	expect(iso(berlin.monthEnd('10/2026'))).toBe('2026-10-31T23:00:00.000Z');
	expect(iso(berlin.monthEnd('12/2026'))).toBe('2026-12-31T23:00:00.000Z');
	expect(iso(new Calendar('Pacific/Auckland').monthEnd('03/2026'))).toBe(
		'2026-03-31T11:00:00.000Z',
	);
	expect(iso(new Calendar('UTC').monthEnd('02/2028'))).toBe('2028-03-01T00:00:00.000Z');
});

it.each(['13/2026', '1/2026', '2026-01', '', null, undefined, 12_2026])(
	'finds no month in %s',
	(text) => expect(new Calendar('UTC').monthEnd(text)).toBeNaN(),
);

it('counts days by midnights, over a day that lasts 23 or 25 hours', () => {
	const berlin = new Calendar('Europe/Berlin');
	const at = (text: string) => berlin.read(text);
	expect(berlin.daysBetween(at('2026-03-28 23:59'), at('2026-03-30 00:00'))).toBe(2);
	expect(berlin.daysBetween(at('2026-10-25 00:00'), at('2026-10-25 23:59'))).toBe(0);
	expect(berlin.daysBetween(at('2026-10-26'), at('2026-10-24'))).toBe(-2);
	expect(iso(berlin.dayEnd(at('2026-03-28 12:00'), 1))).toBe('2026-03-29T22:00:00.000Z');
	expect(iso(berlin.dayEnd(at('2026-10-24 12:00'), 1))).toBe('2026-10-25T23:00:00.000Z');
	expect(berlin.daysBetween(NaN, 0)).toBeNaN();
});

it('agrees with Intl on the day of every hour of a year, in zones of all kinds', () => {
	for (const zone of [
		'Europe/Berlin',
		'America/St_Johns',
		'Australia/Lord_Howe',
		'Asia/Kathmandu',
		'America/New_York',
	]) {
		const calendar = new Calendar(zone);
		const format = new Intl.DateTimeFormat('sv-SE', {
			timeZone: zone,
			dateStyle: 'short',
			timeStyle: 'short',
		});
		for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 3_599_000) {
			expect(calendar.minute(at)).toBe(format.format(at));
		}
	}
});

it("reads what n8n's date picker gives in the zone, and keeps an offset that is there", () => {
	const berlin = new Calendar('Europe/Berlin');
	expect(iso(berlin.read('2026-07-01T00:00:00'))).toBe('2026-06-30T22:00:00.000Z');
	expect(iso(berlin.read('2026-07-01'))).toBe('2026-06-30T22:00:00.000Z');
	expect(iso(berlin.read(' 2026-07-01 12:30:15.250 '))).toBe('2026-07-01T10:30:15.250Z');
	expect(iso(berlin.read('2026-07-01T00:00:00Z'))).toBe('2026-07-01T00:00:00.000Z');
	expect(iso(berlin.read('2026-07-01T00:00:00.000-04:00'))).toBe('2026-07-01T04:00:00.000Z');
	expect(iso(berlin.read('2026-07-01T00:00-0430'))).toBe('2026-07-01T04:30:00.000Z');
	expect(iso(berlin.read('2028-02-29t23:59:59.5z'))).toBe('2028-02-29T23:59:59.500Z');
});

it.each([
	...['soon', '', '2026', '5', '2026-01', '01/02/2025', '12 Jan 2024', '20260131', '1764000000000'],
	...['2026-13-01', '2026-00-10', '2026-01-32', '2026-02-30', '2026-02-29', '0050-01-01'],
	...['2026-01-31T24:00', '2026-01-31T10:99', '2026-01-31T10:00:60', '2026-01-31T10'],
	...['2026-01-31T10:00+24:00', '2026-01-31T10:00+01:60', '2026-01-31Z', '2026-01-31T10:00 CET'],
])('finds no date in %j, whatever Date.parse makes of it', (text) =>
	expect(new Calendar('Europe/Berlin').read(text)).toBeNaN(),
);

it('tells moments apart that lie within one millisecond', () => {
	const [a, b] = ['2024-01-12T15:12:26.923705379Z', '2024-01-12T15:12:26.92370538Z'].map((text) =>
		momentOf(text),
	);
	expect(compareMoments(a, b)).toBeLessThan(0);
	expect(compareMoments(b, a)).toBeGreaterThan(0);
	expect(compareMoments(a, momentOf('2024-01-12T16:12:26.923705379+01:00'))).toBe(0);
	expect(compareMoments(a, momentOf(undefined))).toBeNaN();
});
