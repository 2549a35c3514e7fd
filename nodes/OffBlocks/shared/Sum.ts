import { readDecimal, type Decimal } from './decimals';

const NOTHING = readDecimal('0')!;
/** Places of what is added up in whole numbers: those of all currencies, and of most fees. */
const PLACES = 6;
const UNIT = 10 ** PLACES;
/** Whole numbers are exact up to 2 ** 53; one more amount must still fit. */
const MOST = 2 ** 52;
/** Digits of an amount that fits: with six places it stays below `MOST`. */
const LONGEST = 10;
const POINT = 46;
const ZERO = 48;

/** A sum of decimals, exact however many there are and of however many places. */
export class Sum {
	/** In millionths. */
	private units = 0;

	/** What is too large or too fine for whole numbers. */
	private rest = NOTHING;

	/** @returns whether it is a decimal as the API writes it; anything else is not added */
	add(text: unknown): boolean {
		const units = typeof text === 'string' ? unitsOf(text) : NaN;
		if (!Number.isNaN(units)) {
			this.units += units;
			if (this.units > MOST) this.flush();
			return true;
		}
		const decimal = readDecimal(text);
		if (decimal) this.rest = this.rest.plus(decimal);
		return decimal !== undefined;
	}

	get value(): Decimal {
		this.flush();
		return this.rest;
	}

	/** About as much, to some fifteen digits: to tell that a limit is far away. */
	get roughly(): number {
		return Number(this.rest) + this.units / UNIT;
	}

	/**
	 * Divided by a number of things, rounded to the places; half of the last place is rounded up.
	 *
	 * @returns as the API writes decimals
	 */
	average(count: number, places: number): string {
		if (this.rest !== NOTHING || places > PLACES) {
			const average = this.value.div(count).round(places);
			return average.eq(0) ? '0' : average.toFixed();
		}
		const divisor = count * 10 ** (PLACES - places);
		const left = this.units % divisor;
		const whole = (this.units - left) / divisor + Number(2 * left >= divisor);
		return textOf(whole, places);
	}

	/** As the API writes decimals: no exponent, no trailing zeros, and a zero without a sign. */
	toString(): string {
		if (this.rest === NOTHING) return textOf(this.units, PLACES);
		return this.value.eq(0) ? '0' : this.value.toFixed();
	}

	private flush(): void {
		if (!this.units) return;
		this.rest = this.rest.plus(readDecimal(textOf(this.units, PLACES))!);
		this.units = 0;
	}
}

/** Millionths of a short decimal of digits and a point; NaN for anything else. */
function unitsOf(text: string): number {
	const { length } = text;
	if (length > LONGEST || length === 0) return NaN;
	let whole = 0;
	let places = -1;
	for (let at = 0; at < length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === POINT) {
			if (places >= 0 || at === 0 || at === length - 1) return NaN;
			places = 0;
			continue;
		}
		const digit = code - ZERO;
		if (digit < 0 || digit > 9) return NaN;
		whole = whole * 10 + digit;
		if (places >= 0) places += 1;
	}
	if (places > PLACES) return NaN;
	return whole * 10 ** (PLACES - Math.max(places, 0));
}

/** A whole number with the point so many places from its end, without trailing zeros. */
function textOf(whole: number, places: number): string {
	const digits = String(whole).padStart(places + 1, '0');
	if (!places) return digits;
	const at = digits.length - places;
	return `${digits.slice(0, at)}.${digits.slice(at)}`.replace(/\.?0+$/, '');
}
