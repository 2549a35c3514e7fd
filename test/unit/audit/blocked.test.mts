import { blocked } from '../../../nodes/OffBlocks/resources/card/audit/rules/blocked';
import { ago, cardWith, look } from '../../support/auditScene.mts';

it('finds blocked cards, since the last change', () => {
	const card = cardWith({ status: 'blocked', updatedAt: ago(3) });
	expect(look(blocked, card)).toMatchObject({
		card,
		message: 'Blocked since 2026-11-20',
		since: Date.parse(ago(3)),
	});
});

it('finds no others', () => {
	for (const status of ['active', 'inactive', 'terminated', 'issuing'] as const) {
		expect(look(blocked, cardWith({ status }))).toBeUndefined();
	}
});

it('stays one matter, because a blocked card never comes back', () => {
	const then = look(blocked, cardWith({ status: 'blocked', updatedAt: ago(30) }));
	const now = look(blocked, cardWith({ status: 'blocked', updatedAt: ago(3) }));
	expect(then?.occurrence).toBe(now?.occurrence);
});
