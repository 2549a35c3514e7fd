import { DateTime } from 'luxon';
import { Calendar } from '../../../nodes/OffBlocks/shared/Calendar';
import { Periods } from '../../../nodes/OffBlocks/shared/periods';
import { Random } from '../../../sandbox/seed/random.mts';

// The judge is Luxon, n8n's own library for dates.
it.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
	'days, weeks and months in %s are those that Luxon tells',
	(zone) => {
		const periods = new Periods(new Calendar(zone));
		const random = new Random(3);
		for (let n = 0; n < 3_000; n += 1) {
			const at = Date.UTC(2018, 0, 1) + random.below(12 * 365 * 86_400_000);
			const time = DateTime.fromMillis(at, { zone });
			expect(periods.of(at, 'day')).toBe(time.toFormat('yyyy-MM-dd'));
			expect(periods.of(at, 'week')).toBe(time.toFormat("kkkk-'W'WW"));
			expect(periods.of(at, 'month')).toBe(time.toFormat('yyyy-MM'));
		}
	},
);

it('of no moment there is no day', () => {
	const periods = new Periods(new Calendar('UTC'));
	expect(periods.of(NaN, 'week')).toBe('');
});
