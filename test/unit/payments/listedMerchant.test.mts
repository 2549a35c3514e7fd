import { listedMerchant } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import { messages, refundWith, SHOP, transactionWith } from '../../support/paymentScene.mts';

const none = { ids: new Set<string>(), names: [], mccs: new Set<string>() };
const at = (change: object) => transactionWith({ merchant: { ...SHOP, ...change } });

it('goes by id, part of the name, or category with its leading zero', () => {
	const rule = listedMerchant({ ids: new Set(['M9']), names: ['casino'], mccs: new Set(['0742']) });
	expect(
		messages(rule, [
			at({ id: 'M9' }),
			at({ name: 'Grand CASINO Royal' }),
			at({ mcc: 742 }),
			at({}),
		]).sort(),
	).toEqual([
		'20 EUR at Corner Grocer (category 0742 on the list)',
		'20 EUR at Corner Grocer (merchant ID on the list)',
		'20 EUR at Grand CASINO Royal (name on the list)',
	]);
});

it('does not take an id for a part of one, nor a refund for a payment', () => {
	const rule = listedMerchant({ ...none, ids: new Set(['M9']) });
	expect(
		messages(rule, [at({ id: 'M99' }), refundWith({ merchant: { ...SHOP, id: 'M9' } })]),
	).toEqual([]);
});
