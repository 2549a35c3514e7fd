import { suspended } from '../../../nodes/OffBlocks/resources/card/audit/rules/suspended';
import { ago, cardWith, look } from '../../support/auditScene.mts';

it('finds suspended cards, since the last change', () => {
	const card = cardWith({ status: 'suspended', updatedAt: ago(3) });
	expect(look(suspended, card)).toMatchObject({
		card,
		message: 'Suspended since 2026-11-20',
		since: Date.parse(ago(3)),
	});
});

it('finds no others', () => {
	for (const status of ['active', 'inactive', 'terminated', 'issuing'] as const) {
		expect(look(suspended, cardWith({ status }))).toBeUndefined();
	}
});

it('is another matter when it happens again', () => {
	const first = look(suspended, cardWith({ status: 'suspended', updatedAt: ago(30) }));
	const again = look(suspended, cardWith({ status: 'suspended', updatedAt: ago(3) }));
	expect(first?.occurrence).not.toBe(again?.occurrence);
});
