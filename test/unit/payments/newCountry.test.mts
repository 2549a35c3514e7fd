import { newCountry } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import {
	ago,
	audited,
	messages,
	paymentScene,
	refundWith,
	SHOP,
	transactionWith,
} from '../../support/paymentScene.mts';

const paidIn = (country: string, days: number, more = {}) =>
	transactionWith({ merchant: { ...SHOP, country }, createdAt: ago(days), ...more });

it('finds the first payment in a country, not the next, nor the very first, nor one at home', () => {
	const abroad = paidIn('FR', 5);
	const found = audited(newCountry, [paidIn('GB', 1), paidIn('FR', 2), abroad, paidIn('DE', 9)]);
	expect(found).toMatchObject([
		{ message: 'First payment in FR: 20 EUR at Corner Grocer', transaction: { id: abroad.id } },
	]);
	expect(audited(newCountry, [paidIn('FR', 5)])).toEqual([]);
});

it('compares with payments that are too old to be found themselves', () => {
	const scene = paymentScene(undefined, Date.parse(ago(30)));
	const old = [paidIn('GB', 90), paidIn('FR', 60)];
	expect(audited(newCountry, [...old, paidIn('FR', 3)], { scene })).toEqual([]);
	expect(messages(newCountry, [...old, paidIn('IE', 3)], { scene })).toHaveLength(1);
});

it('is by card, and does not count refunds', () => {
	const other = { cardId: 'd0000000-0000-4000-8000-000000000002' };
	expect(audited(newCountry, [paidIn('GB', 9), paidIn('FR', 5, other)])).toEqual([]);
	const refund = refundWith({ merchant: { ...SHOP, country: 'FR' }, createdAt: ago(3) });
	expect(audited(newCountry, [paidIn('GB', 9), refund])).toEqual([]);
});
