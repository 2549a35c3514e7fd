const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** A decimal number of any size, exactly: `units` times ten to the power of minus `scale`. */
export interface Decimal {
	units: bigint;
	scale: number;
}

/** Reads a decimal as the API writes it, e.g. "20" or "0.000000000000000001"; undefined for anything else. */
export function readDecimal(value: unknown): Decimal | undefined {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	const match = DECIMAL.exec(text);
	if (!match) return undefined;
	const [, sign, whole, fraction = ''] = match;
	const units = BigInt(whole + fraction);
	return { units: sign === '-' ? -units : units, scale: fraction.length };
}

/** Negative where `one` is smaller, positive where it is larger, 0 for the same. */
export function compareDecimals(one: Decimal, other: Decimal): number {
	const a = one.units * 10n ** BigInt(Math.max(0, other.scale - one.scale));
	const b = other.units * 10n ** BigInt(Math.max(0, one.scale - other.scale));
	return a < b ? -1 : Number(a > b);
}
