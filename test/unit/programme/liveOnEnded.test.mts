import { liveOnEnded } from '../../../nodes/OffBlocks/resources/account/audit/rules';
import { ago, holder, inProgramme } from '../../support/programmeScene.mts';

it('finds live cards on closed, failed and inactive accounts, and of rejected customers', () => {
	for (const status of ['closed', 'failed', 'inactive']) {
		expect(inProgramme(liveOnEnded, [holder({ account: { status } })])).toMatchObject([
			{
				message: `The card is active, and the account is ${status}`,
				since: ago(50),
				severity: 'critical',
			},
		]);
	}
	const rejected = holder({ customer: { status: 'rejected', updatedAt: ago(3) } });
	expect(inProgramme(liveOnEnded, [rejected])).toMatchObject([
		{
			message: 'The card is active, and the customer is rejected',
			since: ago(3),
			cardId: rejected.cards[0].id,
		},
	]);
});

it('does not mind ended cards, active and pending accounts, or a card of an account that is not listed', () => {
	for (const status of ['terminated', 'blocked', 'issue_failed']) {
		expect(
			inProgramme(liveOnEnded, [holder({ account: { status: 'closed' }, card: { status } })]),
		).toEqual([]);
	}
	for (const status of ['active', 'pending', 'initiating']) {
		expect(inProgramme(liveOnEnded, [holder({ account: { status } })])).toEqual([]);
	}
	expect(inProgramme(liveOnEnded, [holder({ card: { accountId: 'elsewhere' } })])).toEqual([]);
});
