import type { Card } from '../../../nodes/OffBlocks/resources/card/card';
import { instant } from '../../../nodes/OffBlocks/resources/card/audit/cardFacts';
import { badData } from '../../../nodes/OffBlocks/resources/card/audit/rules/badData';
import { cardWith, look, sceneIn } from '../../support/auditScene.mts';

const address = (change: object) =>
	({ billingAddress: { ...cardWith().billingAddress, ...change } }) as Partial<Card>;

it.each<[string, Partial<Card>]>([
	['No billing address.', { billingAddress: undefined }],
	['No address line 1.', address({ firstLine: ' ' })],
	['No city.', address({ city: null })],
	['No postcode.', address({ postCode: '' })],
	['No country.', address({ country: undefined })],
	['"UK" is not a country.', address({ country: 'UK' })],
	['No name.', { name: undefined }],
	['No name.', { name: ' ' }],
	['No readable masked number.', { maskedPan: '4111' }],
	['No readable masked number.', { maskedPan: undefined }],
	['No readable expiry.', { expirationDate: '00/2028' }],
	['No readable expiry.', { expirationDate: undefined }],
	['Unknown network.', { network: undefined }],
	['The ID is not a UUID.', { id: '42' }],
	['The account ID is not a UUID.', { accountId: undefined }],
	['Unknown type.', { type: 'plastic' as Card['type'] }],
	['No readable creation date.', { createdAt: undefined }],
	['No readable modification date.', { updatedAt: 'yesterday' }],
	['No readable creation date.', { createdAt: '2024-13-45T99:99:99Z' }],
	['No readable creation date.', { createdAt: '2024-02-30T10:00:00Z' }],
	['No readable modification date.', { updatedAt: '2024-01-10T10:00:00+25:00' }],
])('says %s', (message, change) => {
	expect(look(badData, cardWith(change))).toMatchObject({ message });
});

it('takes no date for readable that the rules which go by time cannot read', () => {
	const [card, scene] = [cardWith(), sceneIn()];
	const two = (n: number) => String(n).padStart(2, '0');
	const wrong: string[] = [];
	for (let n = 0; n < 20_000; n += 1) {
		const random = (below: number) => two(Math.floor(Math.random() * below));
		const day = `2024-${random(14)}-${random(33)}`;
		const createdAt = `${day}T${random(26)}:${random(62)}:${random(62)}.5+${random(26)}:${random(62)}`;
		const accepted = look(badData, { ...card, createdAt }, 0, scene) === undefined;
		if (accepted && Number.isNaN(instant(createdAt))) wrong.push(createdAt);
	}
	expect(wrong).toEqual([]);
	for (const createdAt of ['2024-02-29t23:59:59z', '2024-12-31T00:00:00.123456789-11:30']) {
		expect(look(badData, cardWith({ createdAt }))).toBeUndefined();
		expect(instant(createdAt)).not.toBeNaN();
	}
});

it('says all of it at once', () => {
	const card = cardWith({ name: '', billingAddress: undefined });
	expect(look(badData, card)?.message).toBe('No billing address, no name.');
});

it('minds an unknown status', () => {
	const card = cardWith({ status: 'lost' as Card['status'] });
	expect(look(badData, card)?.message).toBe('Unknown status.');
});

it('asks of a card that is being issued for an address only', () => {
	const bare: Partial<Card> = {
		status: 'issuing',
		name: undefined,
		network: undefined,
		maskedPan: undefined,
		expirationDate: undefined,
	};
	expect(look(badData, cardWith(bare))).toBeUndefined();
	expect(look(badData, cardWith({ ...bare, billingAddress: undefined }))).toBeDefined();
});

it('lets cards rest that have ended', () => {
	for (const status of ['terminated', 'blocked', 'issue_failed'] as const) {
		expect(
			look(badData, cardWith({ status, name: undefined, billingAddress: undefined })),
		).toBeUndefined();
	}
});

it('is another matter when something else is missing', () => {
	const nameless = cardWith({ name: '' });
	const occurrence = look(badData, nameless)?.occurrence;
	expect(look(badData, { ...nameless, billingAddress: undefined })?.occurrence).not.toBe(
		occurrence,
	);
	expect(look(badData, { ...nameless, updatedAt: nameless.createdAt })?.occurrence).toBe(
		occurrence,
	);
});
