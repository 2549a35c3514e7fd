import { stuckIssuing } from '../../../nodes/OffBlocks/resources/card/audit/rules/stuckIssuing';
import { ago, cardWith, look } from '../../support/auditScene.mts';

const issuing = (createdAt: string) => cardWith({ status: 'issuing', createdAt });

it('finds cards that have been issuing for longer than the threshold', () => {
	expect(look(stuckIssuing, issuing(ago(0, 25)))).toMatchObject({
		message: 'In issuing since 2026-11-22 07:00, 25 hours',
		since: Date.parse(ago(0, 1)),
	});
	expect(look(stuckIssuing, issuing(ago(6)))?.message).toMatch(/, 6 days$/);
	expect(look(stuckIssuing, issuing(ago(0, 24)))).toBeUndefined();
	expect(look(stuckIssuing, issuing(ago(0, 24)), 23)).toBeDefined();
});

it('reads timestamps with nanoseconds', () => {
	const createdAt = ago(0, 25).replace('Z', '705379Z');
	expect(look(stuckIssuing, issuing(createdAt))).toBeDefined();
});

it('minds no other status, and no card without a date', () => {
	expect(look(stuckIssuing, cardWith({ createdAt: ago(9) }))).toBeUndefined();
	expect(look(stuckIssuing, issuing('last Tuesday'))).toBeUndefined();
});
