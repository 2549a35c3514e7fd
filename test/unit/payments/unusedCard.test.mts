import { unusedCard } from '../../../nodes/OffBlocks/resources/transaction/audit/rules';
import {
	ago,
	audited,
	CARD,
	messages,
	paymentScene,
	refundWith,
	transactionWith,
} from '../../support/paymentScene.mts';

it('finds an active card that has not paid for 90 days, or never', () => {
	expect(messages(unusedCard, [])).toEqual(['Never used since it was ordered 682 days ago']);
	expect(audited(unusedCard, [transactionWith({ createdAt: ago(91) })])).toMatchObject([
		{
			message: 'Last used on 2026-08-24, 91 days ago',
			cardId: CARD.id,
			since: ago(91),
			transaction: null,
		},
	]);
	expect(audited(unusedCard, [transactionWith({ createdAt: ago(90) })])).toEqual([]);
});

it('goes by the last payment, in whatever order they come; a refund is none', () => {
	const [old, recent] = [transactionWith({ createdAt: ago(200) }), transactionWith()];
	expect(audited(unusedCard, [recent, old])).toEqual([]);
	expect(audited(unusedCard, [old, refundWith()])).toHaveLength(1);
});

it('does not mind frozen and ended cards, nor new ones, and is there however far the look goes back', () => {
	expect(audited(unusedCard, [], { cards: [{ ...CARD, status: 'inactive' }] })).toEqual([]);
	expect(audited(unusedCard, [], { cards: [{ ...CARD, createdAt: ago(3) }] })).toEqual([]);
	expect(
		audited(unusedCard, [], { scene: paymentScene(undefined, Date.parse(ago(30))) }),
	).toHaveLength(1);
});
