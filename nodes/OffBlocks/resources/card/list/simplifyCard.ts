import type { IDataObject, INodeProperties } from 'n8n-workflow';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** A card in the ten fields that people look at. A field that the card lacks is null. */
export function simplify(card: IDataObject): IDataObject {
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
