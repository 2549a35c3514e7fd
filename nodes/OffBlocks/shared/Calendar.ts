const DAY = 86_400_000;
/** Days that `Date` can tell, but for the last two. */
const LAST = 8.64e15 - 2 * DAY;
const EXPIRY = /^(0[1-9]|1[0-2])\/(\d{4})$/;
/**
 * ISO 8601, complete: a date, or date and time, with or without an offset. n8n's date picker gives it without.
 * What else `Date.parse` reads ("01/02/2025", "12 Jan 2024", "5") it reads in the server's zone, and guesses.
 */
const ISO =
	/^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:(Z)|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)?)?$/i;

/** Days and months as people in one time zone count them. */
export class Calendar {
	readonly zone: string;

	private readonly format: Intl.DateTimeFormat;

	private readonly monthEnds = new Map<string, number>();

	/** By number of days, from one moment: an audit has only one. */
	private readonly dayEnds = new Map<number, number>();

	private dayEndsOf = NaN;

	/** Offset at the beginning of each day since 1970 that was asked for, UTC; formatting takes its time. */
	private readonly offsets = new Map<number, number>();

	/**
	 * @param zone IANA name, e.g. `Europe/Berlin`
	 * @throws {RangeError} where there is no such zone
	 */
	constructor(zone: string) {
		this.zone = zone;
		this.format = new Intl.DateTimeFormat('en-US', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
	}

	/**
	 * When a card with this expiry ends: the last moment of its month, as the first of the next one.
	 *
	 * @param expiry `MM/YYYY`
	 * @returns Unix milliseconds, NaN for what is no expiry
	 */
	monthEnd(expiry: unknown): number {
		const known = this.monthEnds.get(expiry as string);
		if (known !== undefined) return known;
		const match = typeof expiry === 'string' ? EXPIRY.exec(expiry) : null;
		if (!match) return NaN;
		const end = this.at(Number(match[2]), Number(match[1]), 1);
		this.monthEnds.set(expiry as string, end);
		return end;
	}

	/** The end of the day that is `days` days after the one of `now`, in Unix milliseconds. */
	dayEnd(now: number, days: number): number {
		if (now !== this.dayEndsOf) {
			this.dayEnds.clear();
			this.dayEndsOf = now;
		}
		const known = this.dayEnds.get(days);
		if (known !== undefined) return known;
		const { year, month, day } = this.fields(now);
		const end = this.at(year, month - 1, day + days + 1);
		this.dayEnds.set(days, end);
		return end;
	}

	/** How many midnights lie between two moments; negative where `to` is the earlier one, NaN for NaN. */
	daysBetween(from: number, to: number): number {
		return Math.round((this.midnight(to) - this.midnight(from)) / DAY);
	}

	/** The day of a moment as `YYYY-MM-DD`; '' for NaN. */
	day(at: number): string {
		const { year, month, day } = this.fields(at);
		if (Number.isNaN(year)) return '';
		return [String(year).padStart(4, '0'), two(month), two(day)].join('-');
	}

	/** Day and time of a moment as `YYYY-MM-DD HH:MM`; '' for NaN. */
	minute(at: number): string {
		const { hour, minute } = this.fields(at);
		if (Number.isNaN(hour)) return '';
		return `${this.day(at)} ${two(hour)}:${two(minute)}`;
	}

	/**
	 * A date as a user gives it, in ISO 8601: in this zone unless it has an offset of its own.
	 *
	 * @returns Unix milliseconds, NaN for what is no date, as 30 February and 10:99 are none
	 */
	read(text: string): number {
		const match = ISO.exec(text.trim());
		if (!match) return NaN;
		const [year, month, day, hour, minute, second] = match.slice(1, 7).map(numberOf);
		const wall = Date.UTC(year, month - 1, day, hour, minute, second);
		const given = [year, month, day, hour, minute, second].join();
		if (partsOf(wall).join() !== given) return NaN;
		const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
		const [utc, sign, hours, minutes] = match.slice(8);
		if (!utc && !sign) return this.atWall(wall) + milliseconds;
		const offset = (numberOf(hours) * 60 + numberOf(minutes)) * 60_000;
		return wall + milliseconds - (sign === '-' ? -offset : offset);
	}

	/** Midnight on the zone's clocks; months from 0, and what overflows carries over. */
	private at(year: number, month: number, day: number): number {
		return this.atWall(Date.UTC(year, month, day));
	}

	/** The moment at which clocks of the zone show what those of UTC show at `wall`. */
	private atWall(wall: number): number {
		// The offset at the wall time may be the one on the other side of a clock change: once more.
		const first = wall - this.offset(wall);
		return wall - this.offset(first);
	}

	/** Midnight of a moment's day, as if the zone were UTC. */
	private midnight(at: number): number {
		return Math.floor((at + this.offset(at)) / DAY) * DAY;
	}

	/** What the zone's clocks show. */
	private fields(at: number) {
		const [year, month, day, hour, minute] = partsOf(at + this.offset(at));
		return { year, month, day, hour, minute };
	}

	/** How far the zone's clocks are ahead of UTC, in milliseconds. */
	private offset(at: number): number {
		if (!(Math.abs(at) < LAST)) return NaN;
		const day = Math.floor(at / DAY);
		const known = this.offsets.get(day) ?? this.askOffset(day * DAY);
		this.offsets.set(day, known);
		const next = this.offsets.get(day + 1) ?? this.askOffset((day + 1) * DAY);
		this.offsets.set(day + 1, next);
		// Clocks change within few days of a year only; on all others two answers serve every moment.
		return known === next ? known : this.askOffset(at);
	}

	private askOffset(at: number): number {
		const shown = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
		for (const { type, value } of this.format.formatToParts(at)) {
			if (type in shown) shown[type as keyof typeof shown] = Number(value);
		}
		const { year, month, day, hour, minute, second } = shown;
		return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
	}
}

/** Year, month from 1, day, hour, minute and second in UTC. */
function partsOf(at: number): number[] {
	const date = new Date(at);
	return [
		date.getUTCFullYear(),
		date.getUTCMonth() + 1,
		date.getUTCDate(),
		date.getUTCHours(),
		date.getUTCMinutes(),
		date.getUTCSeconds(),
	];
}

/** What a part of a date that may be left out stands for. */
function numberOf(digits: string | undefined): number {
	return Number(digits ?? 0);
}

function two(number: number): string {
	return String(number).padStart(2, '0');
}
