import { longInactive } from '../../../nodes/OffBlocks/resources/card/audit/rules/longInactive';
import { ago, cardWith, look } from '../../support/auditScene.mts';

const inactive = (days: number) => cardWith({ status: 'inactive', updatedAt: ago(days) });

it('finds cards that have been inactive for more days than the threshold', () => {
	expect(look(longInactive, inactive(91))).toMatchObject({
		message: 'Inactive since 2026-08-24, 91 days',
		occurrence: ago(91),
		since: Date.parse('2026-11-22T23:00:00Z'),
	});
	expect(look(longInactive, inactive(90))).toBeUndefined();
	expect(look(longInactive, inactive(90), 89)).toBeDefined();
});

it('minds no other status, and no card without a date', () => {
	expect(look(longInactive, cardWith({ updatedAt: ago(400) }))).toBeUndefined();
	expect(look(longInactive, cardWith({ status: 'inactive', updatedAt: '' }))).toBeUndefined();
});
