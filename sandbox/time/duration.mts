import { badRequest } from '../http/errors.mts';

const MS: Readonly<Record<string, number>> = {
	s: 1000,
	min: 60_000,
	h: 3_600_000,
	d: 86_400_000,
	w: 7 * 86_400_000,
};
const FORM = /^(-?\d+(?:\.\d+)?) ?(s|min|h|d|w|mo|y)?$/;

/**
 * The time that lies so much after another. Months and years are the calendar's: a month after 31 January is the last
 * of February.
 * @param from Unix milliseconds
 * @param by seconds, or a number with a unit: `90s`, `15min`, `2h`, `30d`, `1w`, `1mo`, `1y`; negative is back
 * @returns Unix milliseconds
 * @throws ApiError 400 where it is something else
 */
export function after(from: number, by: number | string): number {
	const [, count, unit = 's'] = FORM.exec(String(by).trim()) ?? [];
	if (count === undefined) {
		throw badRequest(
			`"${by}" is no time to move by; give seconds, or 90s, 15min, 2h, 30d, 1w, 1mo, 1y.`,
		);
	}
	const ms = MS[unit];
	if (ms !== undefined) return from + Number(count) * ms;
	if (!/^-?\d+$/.test(count)) throw badRequest('Months and years are whole numbers.');
	const months = Number(count) * (unit === 'y' ? 12 : 1);
	const date = new Date(from);
	const day = date.getUTCDate();
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() + months);
	const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	date.setUTCDate(Math.min(day, last));
	return date.getTime();
}
