import { largePayment } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import {
	audited,
	limits,
	messages,
	refundWith,
	transactionWith,
} from '../../support/paymentScene.mts';

it('finds payments of at least the amount, whatever its decimals', () => {
	const rule = largePayment(limits('500'));
	const amounts = ['499.99', '499.999999999999999999', '500', '500.00', '1500'];
	const found = audited(
		rule,
		amounts.map((amount) => transactionWith({ amount })),
	);
	expect(found.map(({ transaction }) => transaction?.amount).sort()).toEqual([
		'1500',
		'500',
		'500.00',
	]);
	expect(found[0]).toMatchObject({
		severity: 'high',
		rule: 'largePayment',
		cardId: expect.any(String),
	});
	expect(found.map(({ message }) => message)).toContain('1500 EUR at Corner Grocer');
});

it('has a limit for each currency, and none where there is none', () => {
	const rule = largePayment(limits('500 EUR, 450 gbp'));
	const of = (amount: string, currency: string) =>
		messages(rule, [transactionWith({ amount, currency })]);
	expect(of('460', 'GBP')).toHaveLength(1);
	expect(of('460', 'EUR')).toEqual([]);
	expect(of('9000', 'USD')).toEqual([]);
});

it('leaves refunds alone, and amounts that are none', () => {
	const rule = largePayment(limits('1'));
	expect(audited(rule, [refundWith(), transactionWith({ amount: 'lots' })])).toEqual([]);
});

it('has the same id each day, and another for another payment', () => {
	const rule = largePayment(limits('10'));
	const [one, other] = [transactionWith(), transactionWith()];
	const ids = () => audited(rule, [one, other]).map(({ id }) => id);
	expect(ids()).toEqual(ids());
	expect(new Set(ids()).size).toBe(2);
});
