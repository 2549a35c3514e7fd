import { accountWithoutCard } from '../../../nodes/OffBlocks/resources/account/audit/rules';
import { ago, holder, inProgramme } from '../../support/programmeScene.mts';

it('finds an active account without a card, and one whose cards have ended', () => {
	const bare = holder({ cards: [] });
	expect(inProgramme(accountWithoutCard, [bare])).toMatchObject([
		{
			message: 'Active for 100 days without a live card',
			cardId: null,
			card: null,
			accountId: bare.account.id,
		},
	]);
	const ended = holder({ cards: [{ status: 'terminated' }, { status: 'issue_failed' }] });
	expect(inProgramme(accountWithoutCard, [ended])).toMatchObject([
		{ message: 'Active for 100 days without a live card; its 2 cards ended' },
	]);
});

it('does not mind a card that is being issued, other statuses, or an account that is a week old', () => {
	expect(inProgramme(accountWithoutCard, [holder({ card: { status: 'issuing' } })])).toEqual([]);
	expect(
		inProgramme(accountWithoutCard, [holder({ cards: [], account: { status: 'inactive' } })]),
	).toEqual([]);
	const young = (days: number) => holder({ cards: [], account: { createdAt: ago(days) } });
	expect(inProgramme(accountWithoutCard, [young(7)])).toEqual([]);
	expect(inProgramme(accountWithoutCard, [young(8)])).toHaveLength(1);
});
