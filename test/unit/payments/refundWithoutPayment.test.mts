import { refundWithoutPayment } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import {
	ago,
	audited,
	messages,
	refundWith,
	SHOP,
	transactionWith,
} from '../../support/paymentScene.mts';

const paid = (amount: string, days: number, more = {}) =>
	transactionWith({ amount, merchantAmount: amount, createdAt: ago(days), ...more });
const back = (amount: string, days: number, more = {}) =>
	refundWith({ amount, merchantAmount: amount, createdAt: ago(days), ...more });

it('finds a refund of a merchant that was paid nothing before', () => {
	expect(messages(refundWithoutPayment, [back('5', 3), paid('20', 2)])).toEqual([
		'5 EUR from Corner Grocer, where no earlier payment there was left to refund',
	]);
	const elsewhere = paid('20', 9, { merchant: { ...SHOP, id: 'M2' } });
	expect(audited(refundWithoutPayment, [elsewhere, back('5', 3)])).toHaveLength(1);
});

it('finds what is more than was paid, by one refund or several together', () => {
	expect(audited(refundWithoutPayment, [paid('20', 9), back('20', 3)])).toEqual([]);
	expect(messages(refundWithoutPayment, [paid('20', 9), back('20.01', 3)])).toEqual([
		'20.01 EUR from Corner Grocer, where 20 EUR was left to refund',
	]);
	expect(messages(refundWithoutPayment, [paid('20', 9), back('15', 4), back('6', 3)])).toEqual([
		'6 EUR from Corner Grocer, where 5 EUR was left to refund',
	]);
	expect(audited(refundWithoutPayment, [paid('10', 9), paid('10', 8), back('20', 3)])).toEqual([]);
});

it('goes by the merchant’s currency, and by accounts: a refund may name no card', () => {
	const dollars = { merchantCurrency: 'USD' };
	const rateMoved = back('20', 3, { ...dollars, amount: '19' });
	expect(
		audited(refundWithoutPayment, [paid('20', 9, { ...dollars, amount: '17' }), rateMoved]),
	).toEqual([]);
	expect(
		audited(refundWithoutPayment, [paid('20', 9), back('20', 3, { cardId: undefined })]),
	).toEqual([]);
});

it('does not take a reversed payment for one that can be refunded', () => {
	expect(
		audited(refundWithoutPayment, [paid('20', 9, { status: 'reversed' }), back('20', 3)]),
	).toHaveLength(1);
});
