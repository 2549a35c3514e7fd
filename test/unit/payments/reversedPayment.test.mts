import { reversedPayment } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import { ago, audited, messages, transactionWith } from '../../support/paymentScene.mts';

it('finds what is reversed, by the time of the reversal, as one finding', () => {
	const reversing = transactionWith({ status: 'reversing', updatedAt: ago(1) });
	const reversed = { ...reversing, status: 'reversed' as const };
	expect(messages(reversedPayment, [reversing])).toEqual([
		'20 EUR at Corner Grocer is being reversed',
	]);
	expect(audited(reversedPayment, [reversed])).toMatchObject([
		{
			message: '20 EUR at Corner Grocer was reversed',
			since: ago(1),
			id: audited(reversedPayment, [reversing])[0].id,
		},
	]);
});

it('does not mind what is processing or processed', () => {
	expect(
		audited(reversedPayment, [transactionWith(), transactionWith({ status: 'processing' })]),
	).toEqual([]);
});
