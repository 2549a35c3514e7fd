import { count, instant } from '../../../card/audit/cardFacts';
import { moneyIn, shopOf } from '../payment';
import type { HoldRule } from '../types';

/** Holds that are still pending after days: of those whose ids were given, as the API lists none. */
export const pendingHold: HoldRule = {
	kind: 'hold',
	name: 'pendingHold',
	title: 'Hold Pending for Long',
	description: 'An authorisation has been pending for more than this many days',
	severity: 'medium',
	threshold: { label: 'Days', usual: 7, min: 0, max: 3650 },
	look(hold, days, { now, calendar }) {
		if (hold.status !== 'pending') return undefined;
		const since = instant(hold.createdAt);
		const waited = calendar.daysBetween(since, now);
		if (!(waited > days)) return undefined;
		return {
			hold,
			message: `${moneyIn(hold.amount, hold.currency)} at ${shopOf(hold)} held for ${count(waited, 'day')}`,
			since,
			occurrence: hold.id,
		};
	},
};
