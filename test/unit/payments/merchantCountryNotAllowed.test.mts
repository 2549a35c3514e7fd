import { merchantCountryNotAllowed } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import { messages, refundWith, SHOP, transactionWith } from '../../support/paymentScene.mts';

const rule = merchantCountryNotAllowed(new Set(['GB', 'FR']));
const paidIn = (country: unknown) =>
	transactionWith({ merchant: { ...SHOP, country: country as string } });

it('finds payments in other countries, in any case', () => {
	expect(messages(rule, [paidIn('GB'), paidIn('fr'), paidIn('DE')])).toEqual([
		'DE is not allowed: 20 EUR at Corner Grocer',
	]);
});

it('does not mind refunds, nor a merchant of whom no country is known', () => {
	expect(
		messages(rule, [refundWith({ merchant: { ...SHOP, country: 'DE' } }), paidIn(undefined)]),
	).toEqual([]);
});
