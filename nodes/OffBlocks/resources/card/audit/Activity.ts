import type { Card } from '../card';
import { instant } from './cardFacts';

/** What happened in some days. */
export interface Period {
	/** Cards ordered in these days. */
	ordered: number;
	/** Of those, cards that have been issued, and whose issuance failed. */
	issued: number;
	failed: number;
	/** `issued` of all that are not still being issued, 0 to 1; null where there are none. */
	issuanceSuccess: number | null;
	/** Cards terminated in these days, by the time of their last change. */
	terminated: number;
}

/** The last days and as many before them. */
export interface ActivitySummary {
	last7Days: Period;
	previous7Days: Period;
	last30Days: Period;
	previous30Days: Period;
}

const DAY = 86_400_000;
/** Days before now at which a period begins or ends. */
const BOUNDS = [7, 14, 30, 60];

interface Tally {
	ordered: number;
	failed: number;
	issuing: number;
	terminated: number;
}

/**
 * What happened lately, from the cards themselves: no memory is needed for it. How long issuing took is not in them,
 * since the API does not say when a card was issued.
 */
export class Activity {
	private readonly now: number;

	/** Beginning of the longest period as the API writes times: most cards are older, and a comparison of texts says so. */
	private readonly oldest: string;

	/** Between the bounds: 0 to 7 days ago, 7 to 14, 14 to 30, 30 to 60. */
	private readonly tallies: Tally[] = BOUNDS.map(() => ({
		ordered: 0,
		failed: 0,
		issuing: 0,
		terminated: 0,
	}));

	/** @param now Unix milliseconds */
	constructor(now: number) {
		this.now = now;
		this.oldest = new Date(now - BOUNDS[BOUNDS.length - 1] * DAY).toISOString().slice(0, 10);
	}

	add({ status, createdAt, updatedAt }: Card): void {
		const ordered = this.tallyOf(createdAt);
		if (ordered) {
			ordered.ordered += 1;
			if (status === 'issue_failed') ordered.failed += 1;
			else if (status === 'issuing') ordered.issuing += 1;
		}
		if (status !== 'terminated') return;
		const terminated = this.tallyOf(updatedAt);
		if (terminated) terminated.terminated += 1;
	}

	summary(): ActivitySummary {
		return {
			last7Days: this.period(0, 1),
			previous7Days: this.period(1, 2),
			last30Days: this.period(0, 3),
			previous30Days: this.period(3, 4),
		};
	}

	private tallyOf(time: string): Tally | undefined {
		if (!(time >= this.oldest)) return undefined;
		const age = (this.now - instant(time)) / DAY;
		// A time in the future is no past, and a clock that is a minute off no future.
		if (!(age > -1)) return undefined;
		const at = BOUNDS.findIndex((days) => age < days);
		return at === -1 ? undefined : this.tallies[at];
	}

	private period(from: number, to: number): Period {
		const sum = (name: keyof Tally) =>
			this.tallies.slice(from, to).reduce((total, tally) => total + tally[name], 0);
		const [ordered, failed] = [sum('ordered'), sum('failed')];
		const issued = ordered - failed - sum('issuing');
		const ended = issued + failed;
		return {
			ordered,
			issued,
			failed,
			issuanceSuccess: ended ? issued / ended : null,
			terminated: sum('terminated'),
		};
	}
}
