import type { INodeProperties } from 'n8n-workflow';
import type { CreateCardBody } from './card';
import { addressField } from './address';
import { simplifyForAgent } from '../../engine/toolDescription';
import { cardItem } from '../../engine/answers';
import type { CardOperation } from '../../engine/Operation';
import { accountField, showFor } from './fields';
import { writeOptions } from '../../engine/sendingOptions';

const typeField: INodeProperties = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'Virtual', value: 'virtual', description: 'Ready to pay with as soon as it is issued' },
		{
			name: 'Physical',
			value: 'physical',
			description: 'Is made and sent to the shipping address',
		},
	],
	default: 'virtual',
	description: 'An account can have one card of each type',
};

/** `POST /accounts/{accountId}/cards` */
export const create: CardOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a card',
		description:
			'Issue a new card for an account. It starts as "issuing" and becomes "active" on its own.',
	},
	fields: showFor(
		['create'],
		[
			accountField,
			typeField,
			addressField('Billing Address', 'billingAddress'),
			{
				...addressField('Shipping Address', 'shippingAddress'),
				displayOptions: { show: { type: ['physical'] } },
			},
			simplifyForAgent,
			writeOptions,
		],
	),
	prepare(parameters) {
		const accountId = parameters.id('accountId', 'Account');
		const body: CreateCardBody = {
			type: parameters.cardType(),
			billingAddress: parameters.address('billingAddress', 'Billing Address'),
		};
		if (body.type === 'physical') {
			body.shippingAddress = parameters.address('shippingAddress', 'Shipping Address');
		}
		return {
			request: {
				method: 'POST',
				path: `/accounts/${accountId}/cards`,
				body,
				expects: {
					what: 'a new card of this account',
					has: ['id', 'status'],
					fits: (card) => String(card.accountId).toLowerCase() === accountId.toLowerCase(),
				},
			},
			idempotencyKey: parameters.idempotencyKey(),
			orderKey: accountId,
			toItems: cardItem(parameters),
		};
	},
};
