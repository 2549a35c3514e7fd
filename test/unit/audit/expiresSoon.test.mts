import { expiresSoon } from '../../../nodes/OffBlocks/resources/card/audit/rules/expiresSoon';
import { cardWith, look, sceneIn } from '../../support/auditScene.mts';

const expiring = (expirationDate: string | undefined, days = 30, scene = sceneIn()) =>
	look(expiresSoon, cardWith({ expirationDate }), days, scene);

it('counts to the end of the last month', () => {
	// 23 November: seven days are left of a card that ends on the 30th.
	expect(expiring('11/2026', 7)).toMatchObject({
		message: 'Expires at the end of 11/2026, in 7 days',
		occurrence: '11/2026',
	});
	expect(expiring('11/2026', 6)).toBeUndefined();
	expect(expiring('12/2026', 38)).toBeDefined();
	expect(expiring('12/2026', 37)).toBeUndefined();
});

it('minds the last day, and not the day after, in the zone of the workflow', () => {
	const at = (time: string) => Date.parse(time);
	const berlin = (time: string) => sceneIn('Europe/Berlin', at(time));
	expect(expiring('11/2026', 0, berlin('2026-11-30T22:59:59Z'))?.message).toMatch(/today$/);
	expect(expiring('11/2026', 0, berlin('2026-11-30T23:00:00Z'))).toBeUndefined();
	const newYork = sceneIn('America/New_York', at('2026-11-30T23:00:00Z'));
	expect(expiring('11/2026', 0, newYork)).toBeDefined();
});

it('has been so since the first day on which it was noticed', () => {
	// 30 days before the 30th of November begins: the last of October, 00:00 in Berlin.
	expect(new Date(expiring('11/2026')!.since).toISOString()).toBe('2026-10-30T23:00:00.000Z');
	const dayBefore = sceneIn('Europe/Berlin', expiring('11/2026')!.since - 1);
	expect(expiring('11/2026', 30, dayBefore)).toBeUndefined();
});

it('leaves out cards that have ended, that never were issued, and expiries that are none', () => {
	expect(expiring('10/2026')).toBeUndefined();
	expect(expiring(undefined)).toBeUndefined();
	expect(expiring('13/2026')).toBeUndefined();
	for (const status of ['terminated', 'blocked', 'issue_failed', 'issuing'] as const) {
		expect(look(expiresSoon, cardWith({ expirationDate: '11/2026', status }))).toBeUndefined();
	}
	for (const status of ['inactive', 'suspended'] as const) {
		expect(look(expiresSoon, cardWith({ expirationDate: '11/2026', status }))).toBeDefined();
	}
});
