import { foreignPayment } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import { CARD, messages, refundWith, SHOP, transactionWith } from '../../support/paymentScene.mts';

const paidIn = (country: string, more = {}) =>
	transactionWith({ merchant: { ...SHOP, country }, ...more });

it('finds payments outside the country of the billing address', () => {
	expect(messages(foreignPayment, [paidIn('GB'), paidIn('gb'), paidIn('FR')])).toEqual([
		'FR is not GB: 20 EUR at Corner Grocer',
	]);
});

it('says nothing of refunds, of no card, and of a card without an address', () => {
	const refund = refundWith({ merchant: { ...SHOP, country: 'FR' } });
	expect(messages(foreignPayment, [refund, paidIn('FR', { cardId: undefined })])).toEqual([]);
	const bare = { ...CARD, billingAddress: undefined };
	expect(messages(foreignPayment, [paidIn('FR')], { cards: [bare] })).toEqual([]);
});
