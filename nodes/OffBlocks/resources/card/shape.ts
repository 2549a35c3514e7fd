import type { IDataObject } from 'n8n-workflow';
import type { Shape } from '../../engine/shape';

/** In which forms a card comes out. */
export const cardShape: Shape = {
	simplify: simplifyCard,
	fields: [
		'id',
		'accountId',
		'type',
		'name',
		'network',
		'maskedPan',
		'expirationDate',
		'billingAddress',
		'status',
		'createdAt',
		'updatedAt',
	],
};

/** A card in the ten fields that people look at. A field that the card lacks is null. */
export function simplifyCard(card: IDataObject): IDataObject {
	const { id, name, status, type, network, maskedPan, expirationDate, accountId, updatedAt } = card;
	const address = card.billingAddress as IDataObject | null | undefined;
	const country = address?.country;
	return {
		id,
		name: name ?? null,
		status,
		type,
		network: network ?? null,
		maskedPan: maskedPan ?? null,
		expirationDate: expirationDate ?? null,
		country: country ?? null,
		accountId,
		updatedAt,
	};
}
