import { expiredButActive } from '../../../nodes/OffBlocks/resources/card/audit/rules/expiredButActive';
import { cardWith, look, sceneIn } from '../../support/auditScene.mts';

it('finds active cards past the end of their month', () => {
	expect(look(expiredButActive, cardWith({ expirationDate: '10/2026' }))).toMatchObject({
		message: 'Expired at the end of 10/2026, 22 days ago, and is still active',
		since: Date.parse('2026-10-31T23:00:00Z'),
		occurrence: '10/2026',
	});
});

it('turns over at midnight of the zone', () => {
	const card = cardWith({ expirationDate: '10/2026' });
	const at = (time: string) => sceneIn('Europe/Berlin', Date.parse(time));
	expect(look(expiredButActive, card, 0, at('2026-10-31T22:59:59.999Z'))).toBeUndefined();
	expect(look(expiredButActive, card, 0, at('2026-10-31T23:00:00Z'))?.message).toMatch(/today/);
});

it('minds active cards only, and expiries that can be read', () => {
	expect(
		look(expiredButActive, cardWith({ expirationDate: '10/2026', status: 'inactive' })),
	).toBeUndefined();
	expect(look(expiredButActive, cardWith({ expirationDate: '2026-10' }))).toBeUndefined();
	expect(look(expiredButActive, cardWith({ expirationDate: '11/2026' }))).toBeUndefined();
});
