import fc from 'fast-check';
import {
	addDecimals,
	compareDecimals,
	isPositive,
	readDecimal,
} from '../../../nodes/OffBlocks/shared/decimals.ts';

const compare = (one: string, other: string) =>
	compareDecimals(readDecimal(one)!, readDecimal(other)!);
const add = (one: string, other: string) => addDecimals(readDecimal(one)!, readDecimal(other)!);

/** Whole units with the point so many digits from the right, without trailing zeros: as the API writes decimals. */
function written(units: bigint, places: number): string {
	const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
	const at = digits.length - places;
	const fraction = digits.slice(at).replace(/0+$/, '');
	const plain = fraction ? `${digits.slice(0, at)}.${fraction}` : digits.slice(0, at);
	return units < 0n ? `-${plain}` : plain;
}

it.each([
	['20', '20.00', 0],
	['-0', '0', 0],
	['+1', '1', 0],
	['0.1', '0.10000000000000000001', -1],
	['9007199254740993', '9007199254740992', 1],
	['-2', '-10', 1],
	['0742', '742', 0],
])('%s and %s: %d', (one, other, sign) => {
	expect(Math.sign(compare(one, other))).toBe(sign);
	expect(Math.sign(compare(other, one)) + sign).toBe(0);
});

it.each([
	['0.1', '0.2', '0.3'],
	['0.000000000000000001', '0.000000000000000002', '0.000000000000000003'],
	[
		'123456789012345678901234567890',
		'0.000000000000000001',
		`123456789012345678901234567890.000000000000000001`,
	],
	['20.50', '0.50', '21'],
	['-5', '5.0', '0'],
	['-0', '0', '0'],
])('%s and %s make %s', (one, other, sum) => {
	expect(add(one, other)).toBe(sum);
});

it.each(['', '1e3', '1,5', '.5', '5.', '0x1', 'NaN', '1 2', null, undefined, {}, Infinity, 1e21])(
	'%p is no decimal',
	(value) => {
		expect(readDecimal(value)).toBeUndefined();
	},
);

it.each([
	['0.000000000000000001', true],
	['0.00', false],
	['-1', false],
])('%s is above 0: %p', (text, expected) => {
	expect(isPositive(readDecimal(text)!)).toBe(expected);
});

it('orders and adds as whole numbers do once the point is moved', () => {
	fc.assert(
		fc.property(fc.bigInt(), fc.bigInt(), fc.nat({ max: 18 }), (one, other, places) => {
			const [a, b] = [written(one, places), written(other, places)];
			expect(Math.sign(compare(a, b))).toBe(one < other ? -1 : Number(one > other));
			expect(add(a, b)).toBe(written(one + other, places));
		}),
	);
});
