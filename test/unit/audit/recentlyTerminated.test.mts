import { recentlyTerminated } from '../../../nodes/OffBlocks/resources/card/audit/rules/recentlyTerminated';
import { ago, cardWith, look } from '../../support/auditScene.mts';

const terminated = (days: number) => cardWith({ status: 'terminated', updatedAt: ago(days) });

it('finds cards terminated in the last days', () => {
	expect(look(recentlyTerminated, terminated(7))).toMatchObject({
		message: 'Terminated on 2026-11-16',
		since: Date.parse(ago(7)),
	});
	expect(look(recentlyTerminated, terminated(8))).toBeUndefined();
	expect(look(recentlyTerminated, terminated(1), 0)).toBeUndefined();
	expect(look(recentlyTerminated, terminated(0), 0)).toBeDefined();
});

it('minds no other status, and no card without a date', () => {
	expect(look(recentlyTerminated, cardWith({ updatedAt: ago(1) }))).toBeUndefined();
	const undated = cardWith({ status: 'terminated', updatedAt: '?' });
	expect(look(recentlyTerminated, undated)).toBeUndefined();
});
