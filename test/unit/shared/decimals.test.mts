import fc from 'fast-check';
import { compareDecimals, readDecimal } from '../../../nodes/OffBlocks/shared/decimals.ts';

const compare = (one: string, other: string) =>
	compareDecimals(readDecimal(one)!, readDecimal(other)!);

it.each([
	['20', '20.00', 0],
	['-0', '0', 0],
	['0.1', '0.10000000000000000001', -1],
	['9007199254740993', '9007199254740992', 1],
	['-2', '-10', 1],
	['0742', '742', 0],
])('%s and %s: %d', (one, other, sign) => {
	expect(compare(one, other)).toBe(sign);
	expect(Math.abs(compare(other, one))).toBe(Math.abs(sign));
});

it.each(['', '1e3', '1,5', '.5', '5.', '0x1', 'NaN', '1 2', null, undefined, {}, Infinity, 1e21])(
	'%p is no decimal',
	(value) => {
		expect(readDecimal(value)).toBeUndefined();
	},
);

it('orders as whole numbers do once the point is moved', () => {
	fc.assert(
		fc.property(fc.bigInt(), fc.bigInt(), fc.nat({ max: 18 }), (one, other, scale) => {
			const text = (units: bigint) => {
				const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
				const at = digits.length - scale;
				const plain = scale ? `${digits.slice(0, at)}.${digits.slice(at)}` : digits;
				return units < 0n ? `-${plain}` : plain;
			};
			expect(Math.sign(compare(text(one), text(other)))).toBe(
				one < other ? -1 : Number(one > other),
			);
		}),
	);
});
