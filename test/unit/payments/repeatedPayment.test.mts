import { repeatedPayment } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import {
	audited,
	minutesAgo,
	refundWith,
	SHOP,
	transactionWith,
} from '../../support/paymentScene.mts';

const at = (minutes: number, more = {}) =>
	transactionWith({ createdAt: minutesAgo(minutes), ...more });

it('finds the same amount at the same merchant within ten minutes, in whatever order they come', () => {
	const [first, second] = [at(30), at(20)];
	expect(audited(repeatedPayment, [second, first])).toMatchObject([
		{
			message: '20 EUR at Corner Grocer twice within 10 minutes',
			transaction: { id: second.id },
			transactionIds: [first.id, second.id],
		},
	]);
	expect(audited(repeatedPayment, [at(30), at(19.99)])).toEqual([]);
	expect(audited(repeatedPayment, [at(30), at(19.99)], { threshold: 11 })).toHaveLength(1);
});

it('does not mind another amount, merchant, card or direction, or one that is reversed', () => {
	const none = (more: object) =>
		expect(audited(repeatedPayment, [at(30), at(29, more)])).toEqual([]);
	none({ merchantAmount: '20.01' });
	none({ merchantCurrency: 'GBP' });
	none({ merchant: { ...SHOP, id: 'M1002' } });
	none({ cardId: 'd0000000-0000-4000-8000-000000000002' });
	none({ status: 'reversed' });
	expect(audited(repeatedPayment, [at(30), refundWith({ createdAt: minutesAgo(29) })])).toEqual([]);
});

it('three are two findings', () => {
	expect(audited(repeatedPayment, [at(30), at(29), at(28)])).toHaveLength(2);
});
