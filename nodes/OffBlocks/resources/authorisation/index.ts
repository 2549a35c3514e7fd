import type { IDataObject } from 'n8n-workflow';
import type { Entity } from '../../engine/Entity';
import { idField } from '../../engine/locator';
import type { Resource } from '../../engine/Operation';
import { getOne } from '../../engine/plain';
import type { Shape } from '../../engine/shape';

/** In which forms an authorisation comes out. */
export const authorisationShape: Shape = {
	simplify(thing) {
		const { id, status, amount, currency, cardId, accountId, createdAt, updatedAt } = thing;
		const merchant = (thing.merchant ?? {}) as IDataObject;
		return {
			id,
			status,
			amount,
			currency,
			merchant: merchant.name ?? null,
			country: merchant.country ?? null,
			cardId: cardId ?? null,
			accountId,
			createdAt,
			updatedAt,
		};
	},
	fields: [
		'id',
		'accountId',
		'cardId',
		'status',
		'amount',
		'currency',
		'merchantAmount',
		'merchantCurrency',
		'exchangeRate',
		'merchant',
		'createdAt',
		'updatedAt',
	],
};

/** The API lists none, so there is no picker. */
export const authorisationField = idField(
	'Authorisation ID',
	'authorisationId',
	"The ID from a trigger event, or from a transaction's authorisationId field. OffBlocks cannot list authorisations.",
);

const authorisation: Entity = {
	noun: 'authorisation',
	plural: 'authorisations',
	one: 'an authorisation',
	path: '/authorisations',
	idField: 'authorisationId',
	label: 'Authorisation ID',
	choose: [authorisationField],
	shape: authorisationShape,
};

/** `GET /authorisations/{authorisationId}` */
const get = getOne(authorisation, {
	description: 'Read one authorisation (a hold on a card): its status, amount and merchant',
	tool: 'Reads one card authorisation (a hold) by its ID (a UUID): status, amount, currency, merchant, card ID and account ID. Declined payments never become authorisations. Changes nothing.',
});

export const authorisationResource: Resource = {
	name: 'Authorisation',
	plural: 'Authorisations',
	value: 'authorisation',
	operations: [get],
	preset: get,
};
