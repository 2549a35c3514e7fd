import Big from 'big.js';

/** As the API writes them: digits, with a point between digits or without; no exponent, no separators. */
const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

/** A decimal number of any size, exactly: token amounts have 18 places, and floats lose them. */
export type Decimal = Big;

/** Reads a decimal as the API writes it, e.g. "20" or "0.000000000000000001"; undefined for anything else. */
export function readDecimal(value: unknown): Decimal | undefined {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return DECIMAL.test(text) ? new Big(text.replace('+', '')) : undefined;
}

/** Whether a value is a decimal as the API writes it. */
export function isDecimal(value: unknown): boolean {
	return (typeof value === 'string' || typeof value === 'number') && DECIMAL.test(String(value));
}

/** Negative where `one` is smaller, positive where it is larger, 0 for the same. */
export function compareDecimals(one: Decimal, other: Decimal): number {
	return one.cmp(other);
}

export function isPositive(decimal: Decimal): boolean {
	return decimal.gt(0);
}

/** @returns the sum as the API writes it: no exponent, no trailing zeros */
export function addDecimals(one: Decimal, other: Decimal): string {
	const sum = one.plus(other);
	// The sign of a zero is no part of an amount.
	return sum.eq(0) ? '0' : sum.toFixed();
}
