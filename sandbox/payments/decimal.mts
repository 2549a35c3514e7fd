/** Decimals as the API carries them: strings, of any length. Numbers would lose a token's 18 places. */

/** @param text digits, with a point and more digits or without; @returns units of 10^-places, and the places */
function read(text: string): { units: bigint; places: number } {
	const [whole = '', fraction = ''] = text.split('.');
	return { units: BigInt(whole + fraction), places: fraction.length };
}

/** Without trailing zeros, as the vendor answers: `20.0` → `20`. */
function write(units: bigint, places: number): string {
	const digits = units.toString().padStart(places + 1, '0');
	const whole = digits.slice(0, digits.length - places);
	const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
	return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** `020.50` → `20.5`. */
export function plain(decimal: string): string {
	const { units, places } = read(decimal);
	return write(units, places);
}

/** @param places of the product, cut off there; undefined: exact */
export function times(left: string, right: string, places?: number): string {
	const [a, b] = [read(left), read(right)];
	const exact = a.places + b.places;
	const units = a.units * b.units;
	if (places === undefined || places >= exact) return write(units, exact);
	return write(units / 10n ** BigInt(exact - places), places);
}

/** `left / right`, rounded to so many places. @param right not 0 */
export function divided(left: string, right: string, places: number): string {
	const [a, b] = [read(left), read(right)];
	const scaled = a.units * 10n ** BigInt(places + b.places);
	const by = b.units * 10n ** BigInt(a.places);
	return write((scaled + by / 2n) / by, places);
}

export const isZero = (decimal: string): boolean => read(decimal).units === 0n;
