import { issueFailed } from '../../../nodes/OffBlocks/resources/card/audit/rules/issueFailed';
import { ago, cardWith, judge } from '../../support/auditScene.mts';

const accountId = 'a0000000-0000-4000-8000-00000000ffff';
const failed = (days: number, more = {}) =>
	cardWith({
		accountId,
		status: 'issue_failed',
		createdAt: ago(days, 1),
		updatedAt: ago(days),
		...more,
	});

it('finds issuances that failed lately', () => {
	const card = failed(2);
	expect(judge(issueFailed, [card])).toMatchObject([
		{
			card: { id: card.id },
			message: 'Issuing this virtual card failed on 2026-11-21, and the account has no other',
			since: Date.parse(ago(2)),
		},
	]);
	expect(judge(issueFailed, [failed(7)])).toHaveLength(1);
	expect(judge(issueFailed, [failed(8)])).toEqual([]);
	expect(judge(issueFailed, [failed(8)], 8)).toHaveLength(1);
});

it('is content where the account has got a card of the type since, whatever became of it', () => {
	for (const status of ['active', 'terminated', 'inactive'] as const) {
		const since = cardWith({ accountId, status, createdAt: ago(1) });
		expect(judge(issueFailed, [failed(2), since])).toEqual([]);
		expect(judge(issueFailed, [since, failed(2)])).toEqual([]);
	}
});

it('is not content with a card of the other type, of another account, or from before', () => {
	const physical = cardWith({ accountId, type: 'physical', createdAt: ago(1) });
	const elsewhere = cardWith({ createdAt: ago(1) });
	const before = cardWith({ accountId, createdAt: ago(30) });
	expect(judge(issueFailed, [failed(2), physical, elsewhere])).toHaveLength(1);
	const [{ message }] = judge(issueFailed, [failed(2), before]);
	expect(message).toBe('Issuing this virtual card failed on 2026-11-21');
});

it('names the latest of several failures', () => {
	const latest = failed(1);
	expect(judge(issueFailed, [failed(3), latest, failed(2)])).toMatchObject([
		{ card: { id: latest.id } },
	]);
});

it('counts a card that is being issued now as a card', () => {
	const again = cardWith({ accountId, status: 'issuing', createdAt: ago(1) });
	expect(judge(issueFailed, [failed(2), again])).toEqual([]);
});
