import { foreignCurrency } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import { ACCOUNT, messages, refundWith, transactionWith } from '../../support/paymentScene.mts';

it('finds payments in another currency than the account’s', () => {
	const dollars = transactionWith({ merchantCurrency: 'USD', merchantAmount: '22' });
	expect(messages(foreignCurrency, [transactionWith(), dollars])).toEqual([
		'22 USD at Corner Grocer, from an account in EUR',
	]);
	expect(messages(foreignCurrency, [refundWith({ merchantCurrency: 'USD' })])).toEqual([]);
});

it('where the account names none, goes by the payment', () => {
	const account = { ...ACCOUNT, currencies: undefined };
	const dollars = transactionWith({ merchantCurrency: 'USD', merchantAmount: '22' });
	expect(
		messages(foreignCurrency, [dollars, transactionWith()], { accounts: [account] }),
	).toHaveLength(1);
});
