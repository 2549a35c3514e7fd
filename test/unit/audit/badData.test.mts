import type { Card } from '../../../nodes/OffBlocks/api/types';
import { badData } from '../../../nodes/OffBlocks/audit/rules/badData';
import { cardWith, look } from '../../support/auditScene.mts';

const address = (change: object) =>
	({ billingAddress: { ...cardWith().billingAddress, ...change } }) as Partial<Card>;

it.each<[string, Partial<Card>]>([
	['No billing address.', { billingAddress: undefined }],
	['No first line.', address({ firstLine: ' ' })],
	['No city.', address({ city: null })],
	['No post code.', address({ postCode: '' })],
	['No country.', address({ country: undefined })],
	['Country "UK" is none.', address({ country: 'UK' })],
	['No name.', { name: undefined }],
	['No name.', { name: ' ' }],
	['No readable masked number.', { maskedPan: '4111' }],
	['No readable masked number.', { maskedPan: undefined }],
	['No readable expiry.', { expirationDate: '00/2028' }],
	['No readable expiry.', { expirationDate: undefined }],
	['Unknown network.', { network: undefined }],
	['Id is no UUID.', { id: '42' }],
	['Account is no UUID.', { accountId: undefined }],
	['Unknown type.', { type: 'plastic' as Card['type'] }],
	['No readable creation date.', { createdAt: undefined }],
	['No readable date of change.', { updatedAt: 'yesterday' }],
])('says %s', (message, change) => {
	expect(look(badData, cardWith(change))).toMatchObject({ message });
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
