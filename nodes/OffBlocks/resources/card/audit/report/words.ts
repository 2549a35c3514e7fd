import type { Calendar } from '../../../../shared/Calendar';
import { STATUSES } from '../../card';
import type { Evidence } from '../evidence/Evidence';
import type { Severity } from '../types';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `23 Nov 2026`; 'not known' without a moment. */
export function dayWords(calendar: Calendar, time: string | null): string {
	const day = time === null ? '' : calendar.day(Date.parse(time));
	if (!day) return 'not known';
	const [year, month, date] = day.split('-').map(Number);
	return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** The last day of what ends at a moment: a day counts to its end, which is midnight. */
export function untilWords(calendar: Calendar, until: string): string {
	return dayWords(calendar, new Date(Date.parse(until) - 1).toISOString());
}

/** `23 Nov 2026, 08:00` */
export function minuteWords(calendar: Calendar, time: string): string {
	return `${dayWords(calendar, time)}, ${calendar.minute(Date.parse(time)).slice(-5)}`;
}

/** `Nov 2026` of `2026-11`. */
export function monthWords(month: string): string {
	const [year, number] = month.split('-').map(Number);
	return `${MONTHS[number - 1]} ${year}`;
}

/** A status for people: `Issuance failed`; one that the API has added as it is. */
export function statusWords(status: string): string {
	if (status === 'issue_failed') return 'Issuance failed';
	return Object.hasOwn(STATUSES, status) ? STATUSES[status as keyof typeof STATUSES].label : status;
}

/** `Critical` */
export function severityWords(severity: Severity): string {
	return severity.replace(/^./, (first) => first.toUpperCase());
}

/** `16.7%`; `<0.1%` for what would be none. */
export function percent(share: number): string {
	return share > 0 && share < 0.001 ? '<0.1%' : `${(share * 100).toFixed(1)}%`;
}

const ENVIRONMENTS: Record<string, string | undefined> = {
	production: 'Production',
	sandbox: 'Sandbox (OffBlocks)',
	local: 'Local sandbox',
};

export function environmentWords({ environment, address }: Evidence): string {
	const known = Object.hasOwn(ENVIRONMENTS, environment) ? ENVIRONMENTS[environment] : undefined;
	return [known ?? 'Custom address', address].filter(Boolean).join(', ');
}

export function scopeWords({ scope }: Evidence): string {
	if (scope === 'programme') return 'all cards of the programme';
	return scope.length === 1 ? `account ${scope[0]}` : `${scope.length} accounts`;
}

/** The last four digits of a masked number: enough to tell a card, and no asterisks, which chats take for markup. */
export function lastFour(maskedPan: string | null): string | undefined {
	return /(\d{4})$/.exec(maskedPan ?? '')?.[1];
}
