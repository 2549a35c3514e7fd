import { highFees } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import { messages, transactionWith } from '../../support/paymentScene.mts';

const with1 = (...fees: string[]) =>
	transactionWith({
		tokenAmount: '100',
		fees: fees.map((tokenAmount) => ({ type: 'service', tokenAmount })),
	});

it('finds fees above five percent, added up to the last place', () => {
	expect(messages(highFees, [with1('3', '2.000000000000000001')])).toEqual([
		'Fees are 5.0% of 20 EUR at Corner Grocer',
	]);
	expect(messages(highFees, [with1('3', '2')])).toEqual([]);
	expect(messages(highFees, [with1('3', '2')], { threshold: 4 })).toHaveLength(1);
});

it('does not mind no fees, or numbers that are none', () => {
	expect(messages(highFees, [with1()])).toEqual([]);
	expect(messages(highFees, [{ ...with1('9'), tokenAmount: '0' }, with1('many')])).toEqual([]);
	expect(messages(highFees, [{ ...with1(), fees: undefined as never }])).toEqual([]);
});
