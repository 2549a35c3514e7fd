import { pendingHold } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import { ago, audited, CARD, holdWith } from '../../support/paymentScene.mts';

const given = (change: object, threshold?: number) =>
	audited(pendingHold, [], { given: [holdWith(change)], threshold });

it('finds a hold that is pending for more than a week', () => {
	expect(given({ createdAt: ago(8) })).toMatchObject([
		{
			message: '20 EUR at Corner Grocer held for 8 days',
			authorisationId: 'e0000000-0000-4000-8000-00000000ffff',
			transaction: null,
			cardId: CARD.id,
			maskedPan: CARD.maskedPan,
		},
	]);
	expect(given({ createdAt: ago(7) })).toEqual([]);
	expect(given({ createdAt: ago(7) }, 6)).toHaveLength(1);
});

it('does not mind one that is captured or released, or whose card is not known', () => {
	for (const status of ['capturing', 'captured', 'releasing', 'released']) {
		expect(given({ status })).toEqual([]);
	}
	expect(given({ cardId: undefined })).toMatchObject([{ cardId: null, card: null }]);
});
