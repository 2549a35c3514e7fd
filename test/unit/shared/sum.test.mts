import Big from 'big.js';
import { Sum } from '../../../nodes/OffBlocks/shared/Sum';
import { Random } from '../../../sandbox/seed/random.mts';

const sumOf = (...texts: unknown[]) => {
	const sum = new Sum();
	for (const text of texts) sum.add(text);
	return sum;
};

it('adds decimals of any size exactly', () => {
	expect(String(sumOf('0.1', '0.2'))).toBe('0.3');
	expect(String(sumOf('1.000000000000000001', '2'))).toBe('3.000000000000000001');
	expect(String(sumOf('99999999999999999999', '1'))).toBe('100000000000000000000');
	expect(String(sumOf('1.50', '0.50'))).toBe('2');
	expect(String(sumOf())).toBe('0');
	expect(String(sumOf('-5', '5'))).toBe('0');
});

it('says what is no decimal, and does not add it', () => {
	const sum = new Sum();
	const odd = ['', '.5', '5.', '1.2.3', 'ten', null, undefined, {}, '1e3', '١'];
	expect(odd.map((text) => sum.add(text))).toEqual(odd.map(() => false));
	expect(String(sum)).toBe('0');
	expect(sum.add('+7.25')).toBe(true);
	expect(String(sum)).toBe('7.25');
});

it('averages round half up, at the places asked for', () => {
	expect(sumOf('0.05').average(10, 2)).toBe('0.01');
	expect(sumOf('0.04').average(10, 2)).toBe('0');
	expect(sumOf('10', '0.01').average(2, 2)).toBe('5.01');
	expect(sumOf('201').average(2, 0)).toBe('101');
});

// The judge is big.js itself, without the short way round.
it('is the same as big.js, for many and large amounts', () => {
	const random = new Random(11);
	for (let round = 0; round < 200; round += 1) {
		const texts = Array.from({ length: 1 + random.below(40) }, () => {
			const places = random.below(9);
			const digits = String(random.below(10 ** (1 + random.below(9)))).padStart(places + 1, '0');
			return places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
		});
		const sum = sumOf(...texts);
		const exact = texts.reduce((total, text) => total.plus(text), new Big(0));
		expect(String(sum)).toBe(exact.eq(0) ? '0' : exact.toFixed());
		expect(sumOf(...texts).average(texts.length, 2)).toBe(
			exact.div(texts.length).round(2).toFixed(),
		);
		expect(Math.abs(sum.roughly - Number(exact))).toBeLessThan(1e-6);
	}
	const many = new Sum();
	for (let n = 0; n < 300_000; n += 1) many.add('9999999.99');
	expect(String(many)).toBe(new Big('9999999.99').times(300_000).toFixed());
});
