import { count, instant } from '../../../card/audit/cardFacts';
import type { ProgrammeCard, ProgrammeNotice, ProgrammeRule } from '../types';

const HOUR = 3_600_000;
/** Ids that a finding names. */
const MAX_OTHERS = 100;

interface Ordered {
	card: ProgrammeCard;
	at: number;
}

/**
 * Many cards ordered in a short time, in the whole programme. A run of them is one finding for as long as it goes on.
 *
 * @param days runs that began earlier are left out
 */
export function issuedInBurst(hours: number, days: number): ProgrammeRule {
	return {
		name: 'issuedInBurst',
		title: 'Many Cards Issued at Once',
		description: 'At least this many cards were ordered in a short time',
		severity: 'medium',
		threshold: { label: 'Cards', usual: 20, min: 2, max: 1_000_000 },
		*judge({ cards }, atLeast, { now, calendar }) {
			const from = calendar.dayEnd(now, -days - 1);
			const recent: Ordered[] = [];
			for (const card of cards) {
				yield;
				const at = instant(card.createdAt);
				// What began just before still tells where a run begins.
				if (at >= from - hours * HOUR) recent.push({ card, at });
			}
			recent.sort((a, b) => a.at - b.at || (a.card.id < b.card.id ? -1 : 1));
			const found: ProgrammeNotice[] = [];
			let first = 0;
			for (let last = 0; last < recent.length; last += 1) {
				yield;
				while (recent[last].at - recent[first].at > hours * HOUR) first += 1;
				if (last - first + 1 < atLeast) continue;
				const end = endOfRun(recent, last, atLeast, hours);
				if (recent[first].at >= from) found.push(notice(recent.slice(first, end + 1)));
				last = end;
				first = end + 1;
			}
			return found;
		},
	};
}

/** The last one that is still within the time of as many before it as make a run. */
function endOfRun(all: Ordered[], from: number, atLeast: number, hours: number): number {
	let end = from;
	while (end + 1 < all.length && all[end + 1].at - all[end + 2 - atLeast].at <= hours * HOUR) {
		end += 1;
	}
	return end;
}

function notice(run: Ordered[]): ProgrammeNotice {
	const last = run[run.length - 1];
	const minutes = Math.max(1, Math.round((last.at - run[0].at) / 60_000));
	return {
		card: last.card,
		message: `${run.length} cards were ordered within ${count(minutes, 'minute')}`,
		since: run[0].at,
		occurrence: run[0].card.id,
		owner: '',
		otherCardIds: run
			.slice(0, -1)
			.slice(0, MAX_OTHERS)
			.map(({ card }) => card.id),
	};
}
