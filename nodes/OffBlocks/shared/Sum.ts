import { readDecimal, type Decimal } from './decimals';

const NOTHING = readDecimal('0')!;

/** A sum of decimals, exact however many there are and of however many places. */
export class Sum {
	value: Decimal = NOTHING;

	add(decimal: Decimal): void {
		this.value = this.value.plus(decimal);
	}

	/** As the API writes decimals: no exponent, no trailing zeros, and a zero without a sign. */
	toString(): string {
		return this.value.eq(0) ? '0' : this.value.toFixed();
	}
}
